import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { EXPRESSIONS } from '../../src/core/expression.ts';
import { FER2013_LABELS } from './labels.ts';
import { Refusal } from './refusal.ts';

const DIST = fileURLToPath(new URL('../../dist/models/expression/', import.meta.url));

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const cardSchema = v.object({
  userDefinedMetadata: v.object({
    name: v.string(),
    mmacs: positive,
    params: positive,
    inputSizePx: positive,
    temperature: positive,
    labels: v.object({ ferplus: v.array(v.string()), fer2013: v.array(v.string()) }),
  }),
});

/** What the built extension's expression model says of itself. */
export interface ShippedModel {
  readonly name: string;
  /** Million multiply-adds for one face. */
  readonly mmacs: number;
  readonly params: number;
  /** Size of its files together. */
  readonly bytes: number;
  /** Height, width, channels. */
  readonly input: readonly [number, number, number];
  /** Divisor of the eight-class logits. */
  readonly temperature: number;
}

/** Reads the model's metadata from dist/. @throws Refusal if the extension is not built or holds another model */
export async function readShippedModel(): Promise<ShippedModel> {
  const names = ['model.json', 'weights.bin'].map((name) => DIST + name);
  const [description, sizes] = await Promise.all([
    readFile(names[0] ?? '', 'utf8'),
    Promise.all(names.map(async (name) => (await stat(name)).size)),
  ]).catch(() => {
    throw new Refusal('The extension is not built: run "npm run build" first.');
  });
  const card = v.safeParse(cardSchema, JSON.parse(description));
  if (!card.success) throw new Refusal('The built model does not describe itself: its model.json lacks metadata.');
  const { name, mmacs, params, inputSizePx, temperature, labels } = card.output.userDefinedMetadata;
  if (labels.ferplus.join() !== EXPRESSIONS.join() || labels.fer2013.join() !== FER2013_LABELS.join()) {
    throw new Refusal('The built model has other labels than FER+ and FER-2013.');
  }
  return { name, mmacs, params, bytes: sizes.reduce((a, b) => a + b, 0), input: [inputSizePx, inputSizePx, 1], temperature };
}
