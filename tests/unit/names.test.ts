import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanName, looksLikeName, NAME_MAXIMUM_LENGTH, withoutBadges } from '../../src/core/names.ts';

/** Characters that are easily handled wrongly: spaces, breaks, invisible ones, half and whole pairs. */
const tricky = [
  'a',
  'é',
  '山',
  ' ',
  '\n',
  '\t',
  '\u{0}',
  '\u{85}',
  '\u{2028}',
  '\u{200B}',
  '\u{200D}',
  '\u{202E}',
  '\u{FEFF}',
  '\u{A0}',
  '\u{1F468}',
  '<',
  '=',
];
const family = '\u{1F468}\u{200D}\u{1F469}';

describe('cleanName', () => {
  // Markup and formulas stay what they are, literal text: what shows or exports them quotes them.
  it.each<[string, string, string]>([
    ['an ordinary name', 'Zoë O’Brien-Łuk', 'Zoë O’Brien-Łuk'],
    ['a name in another script', '山田 太郎', '山田 太郎'],
    ['markup', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['a formula', '=HYPERLINK("https://evil.example")', '=HYPERLINK("https://evil.example")'],
    ['a property of objects', '__proto__', '__proto__'],
    ['a direction override', '\u{202E}gnp.exe', 'gnp.exe'],
    ['direction isolates', '\u{2066}Ada\u{2069}', 'Ada'],
    ['zero-width characters', 'A\u{200B}d\u{FEFF}a\u{2060}', 'Ada'],
    ['control characters', 'A\u{0}d\u{1B}a\u{7F}', 'Ada'],
    ['spaces around and doubled', '  Ada   Lovelace ', 'Ada Lovelace'],
    ['a line break between words', 'Ada\nLovelace', 'Ada Lovelace'],
    ['a tab between words', 'Ada\tLovelace', 'Ada Lovelace'],
    ['a line separator between words', 'Ada\u{2028}Lovelace', 'Ada Lovelace'],
    ['only what cannot be seen', '\u{200B}\u{202E}\n ', ''],
    ['nothing', '', ''],
  ])('%s', (_, text, name) => expect(cleanName(text)).toBe(name));

  it('truncates 10 kB', () => {
    expect(cleanName('x'.repeat(10_240))).toBe('x'.repeat(NAME_MAXIMUM_LENGTH));
  });

  it('finds the name behind a few invisible characters', () => {
    expect(cleanName(`${'\u{200B}'.repeat(200)}Ada`)).toBe('Ada');
  });

  it('does not cut a character in two', () => {
    const name = cleanName(`${'x'.repeat(NAME_MAXIMUM_LENGTH - 1)}${family}`);
    expect(name.isWellFormed()).toBe(true);
  });

  it('does not end in a space where it is truncated', () => {
    expect(cleanName(`${'x'.repeat(NAME_MAXIMUM_LENGTH - 1)} Lovelace`)).toBe('x'.repeat(NAME_MAXIMUM_LENGTH - 1));
  });

  it('holds one line of at most 80 visible units, and cleaning again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...tricky), maxLength: 150 }), (text) => {
        const name = cleanName(text);
        expect(name.length).toBeLessThanOrEqual(NAME_MAXIMUM_LENGTH);
        expect(name).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
        expect(cleanName(name)).toBe(name);
      }),
    );
  });

  it('gives equal names for equal texts, so that duplicates stay duplicates', () => {
    expect(cleanName(' Ada ')).toBe(cleanName('Ada'));
  });
});

describe('looksLikeName', () => {
  it.each<[string, string, boolean]>([
    ['a name', 'Ada Lovelace', true],
    ['a name with brackets and dots', 'Dr. Ada (London)', true],
    ['spaces only', '  \n ', false],
    ['nothing', '', false],
    ['an icon’s ligature', 'frame_person', false],
    ['markup', '<b>Ada</b>', false],
    ['a style rule', '.a{color:red}', false],
    ['a device id', 'spaces/abc/devices/12', false],
    ['several lines', 'Ada\nmuted', false],
    ['80 characters', 'x'.repeat(80), true],
    ['81 characters', 'x'.repeat(81), false],
  ])('%s', (_, text, expected) => expect(looksLikeName(text)).toBe(expected));
});

describe('withoutBadges', () => {
  it.each<[string, string]>([
    ['Ana (she/her)', 'Ana'],
    ['Ana (they/them/theirs) (Host)', 'Ana'],
    ['Ana (Host, me)', 'Ana'],
    ['Ana (Guest)', 'Ana'],
    ['Ana (Lisbon)', 'Ana (Lisbon)'],
    ['Ana (elle / she)', 'Ana'],
    ['=HYPERLINK("https://evil.example")', '=HYPERLINK("https://evil.example")'],
    ['Ana Meyer', 'Ana Meyer'],
    ['(she/her)', '(she/her)'],
    ['', ''],
  ])('%j is %j', (text, name) => expect(withoutBadges(text)).toBe(name));

  it('is quick on a text made to be slow', () => {
    expect(withoutBadges(`${'('.repeat(50_000)}/`).length).toBeLessThanOrEqual(4 * NAME_MAXIMUM_LENGTH);
  });
});
