/** What stands above the plots in a saved picture. */
export interface PngText {
  readonly title: string;
  readonly more: string;
  readonly legend: readonly { readonly label: string; readonly colour: string }[];
}

const MARGIN_PX = 16;
const LINE_PX = 22;

/** Draws plots, title and legend into one picture. Names are drawn as text and nothing else. */
export async function chartPng(
  canvases: readonly HTMLCanvasElement[],
  { title, more, legend }: PngText,
  colours: { readonly surface: string; readonly text: string; readonly muted: string },
): Promise<Blob> {
  const scale = devicePixelRatio;
  const width = Math.max(...canvases.map((canvas) => canvas.width)) / scale + 2 * MARGIN_PX;
  const picture = document.createElement('canvas');
  const context = picture.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.font = '13px system-ui, sans-serif';
  const places = placed(
    legend.map(({ label }) => context.measureText(label).width + 28),
    width - 2 * MARGIN_PX,
  );
  const legendTop = MARGIN_PX + 3 * LINE_PX;
  const plotTop = legendTop + ((places.at(-1)?.row ?? 0) + 1) * LINE_PX;
  picture.width = width * scale;
  picture.height = (plotTop + MARGIN_PX) * scale + canvases.reduce((sum, canvas) => sum + canvas.height, 0);
  context.scale(scale, scale);
  context.fillStyle = colours.surface;
  context.fillRect(0, 0, picture.width, picture.height);
  context.fillStyle = colours.text;
  context.font = '600 17px system-ui, sans-serif';
  context.fillText(title, MARGIN_PX, MARGIN_PX + 16, width - 2 * MARGIN_PX);
  context.font = '13px system-ui, sans-serif';
  context.fillStyle = colours.muted;
  context.fillText(more, MARGIN_PX, MARGIN_PX + 16 + LINE_PX, width - 2 * MARGIN_PX);
  for (const [index, { label, colour }] of legend.entries()) {
    const { x, row } = places[index] ?? { x: 0, row: 0 };
    context.fillStyle = colour;
    context.fillRect(MARGIN_PX + x, legendTop + row * LINE_PX - 10, 12, 12);
    context.fillStyle = colours.text;
    context.fillText(label, MARGIN_PX + x + 18, legendTop + row * LINE_PX);
  }
  context.setTransform(1, 0, 0, 1, MARGIN_PX * scale, plotTop * scale);
  let top = 0;
  for (const canvas of canvases) {
    context.drawImage(canvas, 0, top);
    top += canvas.height;
  }
  return new Promise((resolve, reject) => {
    picture.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large'))), 'image/png');
  });
}

/** Where things of these widths go, row after row. */
function placed(widths: readonly number[], rowWidth: number): { x: number; row: number }[] {
  let [x, row] = [0, 0];
  return widths.map((width) => {
    if (x > 0 && x + width > rowWidth) [x, row] = [0, row + 1];
    const place = { x, row };
    x += width;
    return place;
  });
}
