// Control characters, bidirectional overrides and isolates, and invisible fillers. The joiners U+200C
// and U+200D stay: Persian, Hindi and emoji need them.
const INVISIBLE = /[\p{Cc}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/gu;

/** A participant's name as it may be shown: one line, nothing that reorders or hides the text around it.
 * @returns '' if nothing visible is left */
export function displayName(name: string): string {
  return name.replace(INVISIBLE, ' ').replace(/\s+/gu, ' ').trim();
}
