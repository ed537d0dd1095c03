import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvHead, csvOfCall } from '../../src/core/call-csv.ts';
import { csvLine } from '../../src/core/csv.ts';
import { call } from './calls.ts';

/** Reads one line as RFC 4180 says. */
function cells(line: string): string[] {
  const found: string[] = [];
  let rest = line.slice(0, -2);
  for (;;) {
    const [whole = '', quoted, plain] = /^(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/.exec(rest) ?? [];
    found.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (!whole.endsWith(',')) return found;
    rest = rest.slice(whole.length);
  }
}

describe('csvLine', () => {
  it('is read back as it was, with a mark before what a spreadsheet might run', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
        expect(cells(csvLine(texts))).toEqual(texts.map((text) => (/^[=+\-@\t\r\0]/.test(text) ? `'${text}` : text)));
      }),
    );
  });

  it.each(['=HYPERLINK("x")', '+1', '-1', '@SUM', '\tx', '\rx', '\0x'])('%j is no formula', (text) =>
    expect(csvLine([text])).toMatch(/^"?'/),
  );

  it('a number stays a number', () => expect(csvLine([-0.5, 1, null, 'a,b'])).toBe('-0.5,1,,"a,b"\r\n'));
});

it('a call has a line per reading, gap and moment, all of one length', () => {
  const hostile = call({
    participants: [
      { ordinal: 1, name: '=cmd()', self: false },
      { ordinal: 2, name: 'Bo, "x"', self: true },
    ],
  });
  const head = cells(csvHead());
  const rows = csvOfCall(hostile)
    .split('\r\n')
    .slice(0, -1)
    .map((line) => Object.fromEntries(cells(`${line}\r\n`).map((value, index) => [head[index], value])));
  const kinds = rows.map(({ record }) => record);
  expect(kinds).toEqual([...Array.from({ length: 8 }, () => 'reading'), 'gap', 'bookmark']);
  expect(rows[1]).toMatchObject({
    seconds: '0',
    ordinal: '1',
    name: "'=cmd()",
    self: '0',
    valence: '0.81',
    happiness: '1',
    states: 'ok 10',
  });
  expect(rows[2]).toMatchObject({ name: 'Bo, "x"', self: '1' });
  expect(rows[4]).toMatchObject({ seconds: '5', valence: '', happiness: '', states: 'no-face 9; too-dark 1' });
  expect(rows[8]).toMatchObject({ seconds: '10', duration_s: '5', ordinal: '', valence: '' });
  expect(rows[9]).toMatchObject({ seconds: '7', note: 'the plan', call_title: 'Weekly' });
});
