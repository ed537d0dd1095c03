/** Resolves the theme's colours to what a canvas can draw with; asked again at each drawing, since themes change.
 * @param inside an element in whose place the colours hold */
export function paletteOf(inside: HTMLElement): (token: string) => string {
  const probe = document.createElement('span');
  probe.hidden = true;
  inside.append(probe);
  return (token) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
}
