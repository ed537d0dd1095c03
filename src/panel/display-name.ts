// Control characters, line separators and all that is drawn as nothing, the bidirectional overrides among
// it. The joiners and variation selectors stay: Persian, Hindi and emoji need them.
const INVISIBLE = /(?!\p{Join_Control}|\p{Variation_Selector})[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** A participant's name as it may be shown: one line, nothing that reorders or hides the text around it.
 * @returns '' if nothing visible is left */
export function displayName(name: string): string {
  return name.replace(INVISIBLE, ' ').replace(/\s+/gu, ' ').trim();
}
