/** Longest name that is shown or stored, in UTF-16 code units. */
export const NAME_MAXIMUM_LENGTH = 80;

// Tabs, line breaks and line separators: they part words although they are control characters.
const BREAK = /[\t-\r\u0085\u2028\u2029]/g;
// What truncation leaves of an emoji.
const HALF_CHARACTER = /[\uD800-\uDBFF]$/;
// Control characters, zero-width characters, and the marks that turn the direction of text.
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
// What a display name does not hold, but labels, icon ligatures and markup around it do.
const NOT_A_NAME = /[_{}<>;=\n]|spaces\//;

/** A text on one line: no control, zero-width or direction characters, single spaces.
 * @param maximumLength in UTF-16 code units */
export function cleanLine(text: string, maximumLength: number): string {
  return text
    .slice(0, 4 * maximumLength)
    .replace(BREAK, ' ')
    .replace(INVISIBLE, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, maximumLength)
    .replace(HALF_CHARACTER, '')
    .trimEnd();
}

/** A display name as literal text. */
export const cleanName = (text: string): string => cleanLine(text, NAME_MAXIMUM_LENGTH);

/** Whether a text found in a tile can be its participant's name at all. */
export function looksLikeName(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.length > 0 && trimmed.length <= NAME_MAXIMUM_LENGTH && !NOT_A_NAME.test(trimmed);
}

// "(Host, me)", "(Guest)", "(she/her)" after a name; other words in brackets are part of it.
const BADGE =
  /\s*\((?:[\p{L} ]+(?:\/[\p{L} ]+)+|(?:host|co-host|guest|me|you|external)(?:,\s*(?:host|co-host|guest|me|you|external))*)\)\s*$/iu;

/** A name without what a call page adds to it: roles and pronouns in brackets at its end. */
export function withoutBadges(text: string): string {
  let name = text.slice(0, 4 * NAME_MAXIMUM_LENGTH).trim();
  for (let badge = BADGE.exec(name); badge && badge.index > 0; badge = BADGE.exec(name)) name = name.slice(0, badge.index);
  return name;
}
