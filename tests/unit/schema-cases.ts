import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

type Change = readonly [what: string, change: (sample: never) => unknown];

/** A copy of `value` with the leaf at `path` replaced; without a replacement it is taken away. */
export function withAt(value: unknown, path: readonly (string | number)[], ...replacement: readonly unknown[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement[0];
  if (Array.isArray(value)) return value.map((item: unknown, i) => (i === key ? withAt(item, rest, ...replacement) : item));
  const copy: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  if (rest.length === 0 && replacement.length === 0) delete copy[key];
  else copy[key] = withAt(copy[key], rest, ...replacement);
  return copy;
}

/** Every path to an object inside `value`, the outermost first. Blobs are leaves. */
function objects(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null || value instanceof Blob) return [];
  if (Array.isArray(value)) return value.flatMap((item, i) => objects(item, [...path, i]));
  return [path, ...Object.entries(value).flatMap(([key, item]) => objects(item, [...path, key]))];
}

const at = (value: unknown, path: readonly (string | number)[]): Record<string, unknown> =>
  path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value) as Record<string, unknown>;

/**
 * Tests of one schema: it takes each sample, and refuses the sample with a key too many or too few in
 * any of its objects, with any leaf of another type, and with NaN or infinity in place of any number.
 * @param refused more changes that must be refused, by what they change
 */
export function describeSchema(name: string, schema: v.GenericSchema, samples: readonly object[], refused: readonly Change[] = []): void {
  const label = (sample: object) => ('type' in sample ? String(sample.type) : name);
  describe.each([[name]])('%s', () => {
    it.each(samples.map((sample) => [label(sample), sample] as const))('takes %s as it is', (_, sample) => {
      expect(v.parse(schema, sample)).toEqual(sample);
    });

    it.each(samples.map((sample) => [label(sample), sample] as const))('refuses %s with anything spoiled', (_, sample) => {
      const accepted: string[] = [];
      const mustRefuse = (what: string, spoiled: unknown) => v.is(schema, spoiled) && accepted.push(what);
      for (const path of objects(sample)) {
        mustRefuse(`unknown key at ${path.join('.')}`, withAt(sample, [...path, 'unknown'], 1));
        mustRefuse(`constructor at ${path.join('.')}`, withAt(sample, [...path, 'constructor'], 1));
        for (const [key, leaf] of Object.entries(at(sample, path))) {
          const here = [...path, key];
          mustRefuse(`without ${here.join('.')}`, withAt(sample, here));
          for (const wrong of [undefined, Symbol('wrong'), () => 1, { toString: 1 }])
            mustRefuse(`${here.join('.')} = ${typeof wrong}`, withAt(sample, here, wrong));
          if (typeof leaf !== 'string') mustRefuse(`${here.join('.')} = text`, withAt(sample, here, '0'));
          if (typeof leaf === 'string') mustRefuse(`${here.join('.')} = 1`, withAt(sample, here, 1));
          const notNumbers = typeof leaf === 'number' ? [Number.NaN, Infinity, -Infinity, 1n] : [];
          for (const wrong of notNumbers) mustRefuse(`${here.join('.')} = ${wrong}`, withAt(sample, here, wrong));
        }
      }
      expect(accepted).toEqual([]);
    });

    if (refused.length === 0) return;
    it.each(refused)('refuses %s', (_, change) => expect(v.is(schema, change(structuredClone(samples[0]) as never))).toBe(false));
  });
}
