import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXPRESSIONS } from '../../src/core/expression.ts';
import { contrast, distance, linearRgb, seenBy, VISIONS } from './colour.ts';

const css = readFileSync(new URL('../../src/tokens.css', import.meta.url), 'utf8');

/** The colour of a token in one of the two themes. */
function token(name: string, theme: 'light' | 'dark') {
  const found = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  return linearRgb(found?.[theme === 'light' ? 1 : 2] ?? '');
}

const visions = Object.keys(VISIONS) as (keyof typeof VISIONS)[];

describe.each(['light', 'dark'] as const)('the colours of the %s theme', (theme) => {
  it.each(visions)('no two expressions look alike with %s vision', (vision) => {
    const seen = EXPRESSIONS.map((name) => [name, seenBy(VISIONS[vision], token(`expression-${name}`, theme))] as const);
    const pairs = seen.flatMap(([first, a], index) =>
      seen.slice(index + 1).map(([second, b]) => ({ first, second, apart: distance(a, b) })),
    );
    expect(pairs).toHaveLength((EXPRESSIONS.length * (EXPRESSIONS.length - 1)) / 2);
    expect(pairs.filter(({ apart }) => !(apart >= 0.12))).toEqual([]);
  });

  it.each(visions)('positive and negative look unlike with %s vision', (vision) => {
    const [positive, negative] = ['positive', 'negative'].map((name) => seenBy(VISIONS[vision], token(name, theme)));
    expect(positive && negative && distance(positive, negative)).toBeGreaterThanOrEqual(0.12);
  });

  it('lines can be seen on every surface (AA)', () => {
    for (const surface of ['surface', 'surface-raised']) {
      for (const line of ['positive', 'negative', 'outline-strong'])
        expect.soft(contrast(token(line, theme), token(surface, theme)), `${line} on ${surface}`).toBeGreaterThanOrEqual(3);
    }
  });

  it('words can be read on every surface (AA)', () => {
    for (const surface of ['surface', 'surface-raised']) {
      for (const words of ['text', 'text-muted', 'accent', 'danger'])
        expect.soft(contrast(token(words, theme), token(surface, theme)), `${words} on ${surface}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});
