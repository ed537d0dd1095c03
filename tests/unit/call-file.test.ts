import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callFiles, fileCall } from '../../src/core/call-file.ts';
import { type CallRecord, END_REASONS, gapsIn, lengthOf, type Line, MOMENT_KINDS, type Slice } from '../../src/core/call-record.ts';
import { EXPRESSIONS, mapExpressions } from '../../src/core/expression.ts';
import { sessionId } from '../../src/core/identity.ts';
import { MODES } from '../../src/core/mode.ts';
import { cleanLine, cleanName } from '../../src/core/names.ts';
import { type Mood, READING_STATES } from '../../src/core/reading.ts';
import { IMPORT_MAXIMUM_BYTES, parseCallFile } from '../../src/wire/call-file.ts';
import { packSlice, unpackSlice } from '../../src/platform/records.ts';
import { call, callId, line, slice } from './calls.ts';
import { START_MS } from './samples.ts';

const tenThousandths = (least: number) => fc.integer({ min: least * 10_000, max: 10_000 }).map((whole) => whole / 10_000);

const moods: fc.Arbitrary<Mood> = fc
  .record({
    cuts: fc.uniqueArray(fc.integer({ min: 0, max: 10_000 }), { minLength: 7, maxLength: 7 }),
    valence: tenThousandths(-1),
    arousal: tenThousandths(-1),
    certainty: tenThousandths(0),
  })
  .map(({ cuts, ...rest }) => {
    const edges = [0, ...cuts.toSorted((a, b) => a - b), 10_000];
    return { ...rest, expression: mapExpressions((_, i) => ((edges[i + 1] ?? 0) - (edges[i] ?? 0)) / 10_000) };
  });

const linesOf = (ordinals: readonly number[]): fc.Arbitrary<readonly Line[]> =>
  fc.subarray([...ordinals]).chain((some) =>
    fc.tuple(
      ...some.map((ordinal) =>
        fc.record({
          ordinal: fc.constant(ordinal),
          mood: fc.option(moods),
          states: fc.dictionary(fc.constantFrom(...READING_STATES), fc.nat(99), { noNullPrototype: true }),
        }),
      ),
    ),
  );

const calls: fc.Arbitrary<CallRecord> = fc
  .record({
    id: fc.uuid().map(sessionId),
    mode: fc.constantFrom(...MODES),
    title: fc.string({ unit: 'binary', maxLength: 120 }).map((text) => cleanLine(text, 120)),
    names: fc.array(fc.string({ unit: 'binary', maxLength: 80 }).map(cleanName), { maxLength: 4 }),
    sequences: fc.uniqueArray(fc.nat(500), { maxLength: 6 }).map((some) => some.toSorted((a, b) => a - b)),
    endReason: fc.constantFrom(...END_REASONS),
    moments: fc.array(
      fc.record({
        afterMs: fc.nat(2_000_000),
        kind: fc.constantFrom(...MOMENT_KINDS),
        change: fc.option(tenThousandths(-1)),
        note: fc.constantFrom('', '=1+1', 'x'),
      }),
    ),
  })
  .chain(({ names, sequences, moments, ...rest }) => {
    const participants = names.map((name, index) => ({ ordinal: index + 1, name, self: index === 0 }));
    const slices = fc.tuple(
      ...sequences.map((sequence) =>
        linesOf([0, ...participants.map(({ ordinal }) => ordinal)]).map((lines): Slice => ({ sequence, faces: 3, lines })),
      ),
    );
    const times = { startedAtMs: START_MS, endedAtMs: START_MS + 2_500_000 };
    const gaps = gapsIn(sequences, lengthOf(times, -1));
    const marked = moments.map(({ afterMs, ...moment }) => ({ ...moment, ordinal: 0, atMs: START_MS + afterMs }));
    return slices.map((all) => ({ ...rest, ...times, site: 'meet', participants, slices: all, gaps, moments: marked }));
  });

const fileOf = (...some: CallRecord[]) => callFiles(some.map(fileCall), START_MS).flat().join('');
const parsed = (text: string) => parseCallFile(text);

describe('a file', () => {
  it('taken back in is what was exported, whatever the call', () => {
    fc.assert(
      fc.property(calls, (one) => {
        expect(parsed(fileOf(one))).toEqual({ ok: true, value: [one] });
      }),
      { numRuns: 200 },
    );
  });

  it('loses nothing on the way through the database’s form either', () => {
    fc.assert(
      fc.property(calls, (one) => {
        expect(one.slices.map((each) => unpackSlice(packSlice(one.id, each)))).toEqual(one.slices);
      }),
    );
  });

  it('of an empty history holds no call', () => expect(parsed(fileOf())).toEqual({ ok: true, value: [] }));

  it('that would be too long goes on in the next one, each whole by itself', () => {
    const some = [1, 2, 3].map((n) => call({ id: callId(n) }));
    const length = fileCall(call()).length;
    const files = callFiles(some.map(fileCall), START_MS, 2 * length + 10).map((parts) => parsed(parts.join('')));
    expect(files.map((file) => file.ok && file.value.map(({ id }) => id))).toEqual([[callId(1), callId(2)], [callId(3)]]);
  });
});

/** A sound file with one thing changed in its JSON. */
const changed = (change: (file: { calls: Record<string, unknown>[] } & Record<string, unknown>) => void): string => {
  const file = JSON.parse(fileOf(call())) as { calls: Record<string, unknown>[] };
  change(file);
  return JSON.stringify(file);
};
const first = (change: Record<string, unknown>) => changed((file) => void Object.assign(file.calls[0] ?? {}, change));
const asFile = (one: CallRecord) => JSON.parse(fileCall(one)) as Record<string, unknown>;

describe('an import', () => {
  it.each<[string, string, string]>([
    ['nothing', '', 'not-ours'],
    ['no JSON', 'PK\u0003\u0004', 'not-ours'],
    ['other JSON', '{"format":"other","version":1}', 'not-ours'],
    ['a list', '[]', 'not-ours'],
    ['a hundred thousand brackets', '['.repeat(100_000) + ']'.repeat(100_000), 'not-ours'],
    ['deep nesting inside', fileOf(call()).replace('"moments":[', `"moments":[${'['.repeat(50_000)}${']'.repeat(50_000)},`), 'broken'],
    ['a later version', changed((file) => void (file['version'] = 2)), 'newer'],
    ['an unknown key', changed((file) => void (file['extra'] = 1)), 'broken'],
    ['a prototype in the call', fileOf(call()).replace('"site"', '"__proto__":{"admin":true},"site"'), 'broken'],
    ['a prototype in the states', fileOf(call()).replace('"ok":10', '"__proto__":{},"ok":10'), 'broken'],
    ['a constructor', fileOf(call()).replace('"site"', '"constructor":{},"site"'), 'broken'],
    ['no end', first({ endedAtMs: null }), 'broken'],
    ['an end before the last slice', first({ endedAtMs: START_MS + 9_999 }), 'broken'],
    ['a call of ten years', first({ endedAtMs: START_MS + 3.2e11 }), 'broken'],
    ['an id that is none', first({ id: '../../etc' }), 'broken'],
    ['slices out of order', first({ slices: (asFile(call({ slices: [slice(3), slice(0)] })) as { slices: unknown }).slices }), 'broken'],
    ['two lines of one person', first({ slices: asFile(call({ slices: [slice(0, { lines: [line(1), line(1)] })] }))['slices'] }), 'broken'],
    ['a line of nobody', first({ slices: asFile(call({ slices: [slice(0, { lines: [line(9)] })] }))['slices'] }), 'broken'],
    ['probabilities of two', fileOf(call()).replace('0.8,0,1,0', '0.8,1,1,0'), 'broken'],
    ['not a number', fileOf(call()).replace('0.81', '1e999'), 'broken'],
    ['a name of ten kilobytes', first({ participants: [{ ordinal: 1, name: 'x'.repeat(10_000), self: false }] }), 'broken'],
    ['one call twice', changed((file) => void file.calls.push(file.calls[0] ?? {})), 'broken'],
    [
      'too many calls',
      fileOf(...Array.from({ length: 2_001 }, (_, n) => call({ id: callId(n), slices: [], moments: [], participants: [] }))),
      'broken',
    ],
    ['too much', ' '.repeat(IMPORT_MAXIMUM_BYTES + 1), 'too-large'],
  ])('of %s is refused', (_, text, error) => {
    expect(parsed(text)).toEqual({ ok: false, error });
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('cleans names, titles and notes of what is not text', () => {
    const hostile = 'A\u202Ena\u200B\u0000 <img onerror>';
    const text = first({
      title: hostile,
      participants: [
        { ordinal: 1, name: hostile, self: false },
        { ordinal: 2, name: '', self: true },
      ],
    });
    const [one] = (parsed(text) as { value: CallRecord[] }).value;
    expect([one?.title, one?.participants[0]?.name]).toEqual(['Ana <img onerror>', 'Ana <img onerror>']);
  });

  it('never throws, whatever is in the file', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom('calls', 'version', 'format'), (json, key) => {
        expect(['not-ours', 'newer', 'broken']).toContain(
          (parsed(changed((file) => void (file[key] = JSON.parse(json)))) as { error?: string }).error ?? 'broken',
        );
      }),
    );
  });
});

it('the documentation’s example is a file that is taken in', async () => {
  const { readFile } = await import('node:fs/promises');
  const page = await readFile(new URL('../../docs/export-format.md', import.meta.url), 'utf8');
  const example = /```jsonc\n(.*?)```/s.exec(page)?.[1]?.replaceAll(/\/\/.*$/gm, '') ?? '';
  expect(parsed(example)).toMatchObject({ ok: true, value: [{ title: 'Weekly' }] });
  for (const name of [...READING_STATES, ...EXPRESSIONS]) expect(page).toContain(name);
});
