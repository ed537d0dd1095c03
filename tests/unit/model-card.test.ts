import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import card from '../../models/card.json' with { type: 'json' };
import pins from '../../models/pinned-files.json' with { type: 'json' };
import { CARD_FACTS } from '../../models/evaluation/card-facts.ts';
import { CARD_TABLES, fillReadme } from '../../models/evaluation/card-tables.ts';
import { CERTAINTY_THRESHOLD } from '../../src/core/mood-track.ts';
import { en } from '../../src/locales/en.ts';
import { AFFECT } from '../../src/core/valence.ts';
import { type ModelCard, modelCardSchema } from '../../src/wire/model-card.ts';

const CARD: ModelCard = card;
const readme = readFileSync(new URL('../../models/README.md', import.meta.url), 'utf8');

describe('the model card', () => {
  it('fits its schema, and is small enough for a page', () => {
    expect(v.parse(modelCardSchema, card)).toEqual(card);
    expect(JSON.stringify(card).length).toBeLessThan(30_000);
  });

  it('is of the shipped weights: new weights need new figures (npm run measure, npm run card)', () => {
    expect(CARD.model.weightsSha256).toBe(pins['models/expression/weights.bin'].sha256);
    expect(CARD.model.bytes).toBe(pins['models/expression/weights.bin'].bytes + pins['models/expression/model.json'].bytes);
  });

  it('is of the shipped threshold and mapping', () => {
    expect(new Set(CARD.evaluations.map(({ threshold }) => threshold.certainty))).toEqual(new Set([CERTAINTY_THRESHOLD]));
    expect(Object.fromEntries(CARD.affect.values.map(({ expression, ...place }) => [expression, place]))).toEqual(AFFECT);
  });

  it('says what it is for as the About page does, which says it in every language', () => {
    expect(CARD.purpose).toEqual([en.about_purpose_what, en.about_purpose_use, en.about_purpose_local]);
  });

  it('has figures that agree with each other', () => {
    for (const { answered, images, notAnswered, accuracy, confusion, perClass, reliability } of CARD.evaluations) {
      const right = confusion.rows.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
      expect(right / answered).toBeCloseTo(accuracy, 4);
      expect(perClass.reduce((sum, one) => sum + one.images, 0)).toBe(answered);
      expect(reliability.reduce((sum, bin) => sum + bin.images, 0)).toBe(answered);
      expect(answered + Object.values(notAnswered).reduce((a, b) => a + b, 0)).toBe(images);
    }
  });

  it('is what the README says, table by table', () => expect(fillReadme(readme, CARD)).toBe(readme));
});

describe('the README', () => {
  it('cannot lose a table, or have one that nothing writes', () => {
    const [name = ''] = Object.keys(CARD_TABLES);
    expect(() => fillReadme(readme.replace(`<!-- card:${name} -->`, ''), CARD)).toThrow(name);
    expect(() => fillReadme(`${readme}<!-- card:weather -->\n<!-- /card -->`, CARD)).toThrow('weather');
  });

  it('shows a changed figure', () => {
    const changed = { ...CARD, model: { ...CARD.model, params: 123_456 } };
    expect(fillReadme(readme, changed)).toContain('123,456 parameters');
  });
});

it('the card says what the user should do about every limit', () => {
  expect(CARD.limits).toEqual(CARD_FACTS.limits);
  expect(CARD.limits.map(({ title }) => title)).toContain('Skin tone, age, gender, culture');
});
