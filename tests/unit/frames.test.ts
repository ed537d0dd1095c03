import * as v from 'valibot';
import { expect, it } from 'vitest';
import {
  contentToEngineSchema,
  engineToContentSchema,
  MAXIMUM_TILES,
  type FramesMessage,
  type FrameTile,
  PIECE_BYTES,
  TILE_STATES,
} from '../../src/wire/frames.ts';
import { participantId } from '../../src/core/identity.ts';
import { describeSchema } from './schema-cases.ts';
import { START_MS } from './samples.ts';

const tile: FrameTile = {
  participant: participantId('meet:spaces/1/devices/2'),
  name: 'Ada',
  self: false,
  speaking: true,
  muted: null,
  state: 'live',
  streamEpoch: 3,
  place: { x: 0, y: 0, width: 320, height: 180 },
};
const frames: FramesMessage = {
  type: 'frames',
  tick: 1,
  capturedAtMs: START_MS,
  atlas: new Blob(['jpeg']),
  tiles: [tile],
  health: 'well',
  captureMs: 1.5,
  scanMs: 0.5,
  encodeMs: 4,
};
const tiles = (count: number) =>
  Array.from({ length: count }, (_, device) => ({ ...tile, participant: participantId(`meet:spaces/1/devices/${device}`) }));
const withTile = (change: object) => (sample: FramesMessage) => ({ ...sample, tiles: [{ ...tile, ...change }] });
const withRect = (change: object) => withTile({ place: { ...tile.place, ...change } });
const planes = { at: 0, width: 320, height: 180, matrix: 'bt709', fullRange: false } as const;
const withPlanes = (change: object) => withTile({ place: { ...planes, ...change } });
const withBytes = (bytes: unknown) => (sample: FramesMessage) => ({ ...sample, atlas: { bytes, last: new ArrayBuffer(8) } });
const withLast = (last: unknown) => (sample: FramesMessage) => ({ ...sample, atlas: { bytes: 64_800, last } });
const megabytes = (count: number) => new Blob([new Uint8Array(count * 1024 * 1024)]);

describeSchema(
  'contentToEngineSchema',
  contentToEngineSchema,
  [frames],
  [
    ['101 tiles', (sample: FramesMessage) => ({ ...sample, tiles: tiles(MAXIMUM_TILES + 1) })],
    ['two tiles of one participant', (sample: FramesMessage) => ({ ...sample, tiles: [tile, tile] })],
    ['a picture of 9 MB', (sample: FramesMessage) => ({ ...sample, atlas: megabytes(9) })],
    ['the empty object that a Blob becomes without structured clone', (sample: FramesMessage) => ({ ...sample, atlas: {} })],
    ['a negative tick', (sample: FramesMessage) => ({ ...sample, tick: -1 })],
    ['half a tick', (sample: FramesMessage) => ({ ...sample, tick: 0.5 })],
    ['a time before 1970', (sample: FramesMessage) => ({ ...sample, capturedAtMs: -1 })],
    ['an unknown health', (sample: FramesMessage) => ({ ...sample, health: 'ill' })],
    ['an unknown state', withTile({ state: 'asleep' })],
    ['no participant', withTile({ participant: '' })],
    ['a participant of 201 characters', withTile({ participant: 'x'.repeat(201) })],
    ['a name of 10 kB', withTile({ name: 'x'.repeat(10_240) })],
    ['a self that is only truthy', withTile({ self: 1 })],
    ['a voice that is only truthy', withTile({ speaking: 1 })],
    ['a microphone of which nothing is said', withTile({ muted: undefined })],
    ['half an epoch', withTile({ streamEpoch: 1.5 })],
    ['a rectangle without width', withRect({ width: 0 })],
    ['a rectangle without height', withRect({ height: 0 })],
    ['a rectangle left of the picture', withRect({ x: -1 })],
    ['a rectangle of half pixels', withRect({ y: 0.5 })],
    ['a rectangle far outside any picture', withRect({ x: 8_193 })],
    ['planes with bytes of their own', withPlanes({ bytes: new ArrayBuffer(86_400) })],
    ['planes before the first byte', withPlanes({ at: -4 })],
    ['planes from half a byte on', withPlanes({ at: 0.5 })],
    ['planes that are a part of a picture', withPlanes({ x: 0, y: 0 })],
    ['9 MB of planes', withBytes(9 * 1024 * 1024)],
    ['half a byte of planes', withBytes(0.5)],
    ['bytes that are not counted', withBytes(new ArrayBuffer(8))],
    ['more than a piece of planes', withLast(new ArrayBuffer(PIECE_BYTES + 1))],
    ['the empty object that bytes become without structured clone in place of planes', withLast({})],
    ['planes of odd width', withPlanes({ width: 322 })],
    ['planes of odd height', withPlanes({ height: 182 })],
    ['planes wider than any picture', withPlanes({ width: 8_194 })],
    ['planes of unknown colours', withPlanes({ matrix: 'rgb' })],
    ['two messages in a list', (sample: FramesMessage) => [sample, sample]],
  ],
);

describeSchema(
  'contentToEngineSchema (pieces)',
  contentToEngineSchema,
  [
    { type: 'piece', tick: 1, bytes: new ArrayBuffer(1) },
    { type: 'piece', tick: 1, bytes: new ArrayBuffer(PIECE_BYTES) },
  ],
  [
    ['nothing', () => ({ type: 'piece', tick: 1, bytes: new ArrayBuffer(0) })],
    ['more than a piece', () => ({ type: 'piece', tick: 1, bytes: new ArrayBuffer(PIECE_BYTES + 1) })],
    ['the empty object that bytes become without structured clone', () => ({ type: 'piece', tick: 1, bytes: {} })],
    ['a view of bytes', () => ({ type: 'piece', tick: 1, bytes: new Uint8Array(8) })],
    ['half a tick', () => ({ type: 'piece', tick: 0.5, bytes: new ArrayBuffer(8) })],
  ],
);

describeSchema(
  'engineToContentSchema',
  engineToContentSchema,
  [
    { type: 'tick', tick: 1, only: null, enough: [] },
    { type: 'tick', tick: 2, only: [participantId('meet:a')], enough: [{ participant: participantId('meet:a'), sidePx: 200 }] },
    { type: 'release', tick: 1 },
  ],
  [
    ['a negative tick', () => ({ type: 'tick', tick: -1, only: null, enough: [] })],
    ['no picture at all', () => ({ type: 'tick', tick: 1, only: null, enough: [{ participant: 'meet:a', sidePx: 0 }] })],
    ['a picture larger than any', () => ({ type: 'tick', tick: 1, only: null, enough: [{ participant: 'meet:a', sidePx: 9_000 }] })],
    ['101 wanted', () => ({ type: 'tick', tick: 1, only: Array.from({ length: 101 }, (_, i) => participantId(`meet:${i}`)), enough: [] })],
    ['any other order', () => ({ type: 'fetch', tick: 1 })],
  ],
);

it.each<[string, Partial<FramesMessage>]>([
  ['100 tiles', { tiles: tiles(MAXIMUM_TILES) }],
  ['no tiles and no picture', { tiles: [], atlas: null }],
  ['a picture of 8 MB', { atlas: megabytes(8) }],
  ['planes of video frames', { atlas: { bytes: 64_800, last: new ArrayBuffer(4_800) }, tiles: [{ ...tile, place: planes }] }],
  ['a tile in every state', { tiles: TILE_STATES.map((state) => ({ ...tile, participant: participantId(state), state, place: null })) }],
])('takes frames with %s', (_, change) => expect(v.is(contentToEngineSchema, { ...frames, ...change })).toBe(true));

it('takes over nothing but the keys that it knows', () => {
  const parsed = v.safeParse(contentToEngineSchema, JSON.parse(`{"type":"frames","__proto__":{"tick":1}}`));
  expect(parsed.success).toBe(false);
  expect(({} as { tick?: number }).tick).toBeUndefined();
});
