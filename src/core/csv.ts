// RFC 4180: cells with comma, quote or line break are quoted, quotes doubled, lines end with CR LF.

/** What a spreadsheet would take for a formula or skip over. */
const FORMULA = /^[=+\-@\t\r\0]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** One cell. A text that a spreadsheet might run as a formula gets a `'` before it; numbers are written as they are. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const guarded = FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(cell).join(',')}\r\n`;
