import { describe, expect, it } from 'vitest';
import { FrameAssembly } from '../../src/offscreen/frame-assembly.ts';
import { type FramesMessage, MAXIMUM_ATLAS_BYTES, PIECE_BYTES, type PicturePlace } from '../../src/wire/frames.ts';
import { tile } from './fake-call.ts';

/** The picture of one tile, and its bytes. */
const PLANES = { at: 0, width: 320, height: 180, matrix: 'bt709', fullRange: false } as const;
const REST = 4_800;
const head = (last = REST) => ({ bytes: 64_800, last: new ArrayBuffer(last) });
const FIRST = 64_800 - REST;
const RECT = { x: 0, y: 0, width: 320, height: 180 };
const piece = (tick: number, length: number) => ({ type: 'piece', tick, bytes: new ArrayBuffer(length) }) as const;
const frames = (tick: number, atlas: FramesMessage['atlas'], place: PicturePlace = PLANES): FramesMessage => ({
  type: 'frames',
  tick,
  capturedAtMs: 0,
  atlas,
  tiles: [tile('Ana', { place: atlas && place }), tile('Bo', { place: null })],
  health: 'well',
  captureMs: 0,
  scanMs: 0,
  encodeMs: 0,
});

describe('frames and the pieces of their picture', () => {
  it('are put together in the order in which they came', () => {
    const assembly = new FrameAssembly();
    expect(assembly.take(piece(1, 32_000))).toBeNull();
    expect(assembly.take(piece(1, 28_000))).toBeNull();
    const taken = assembly.take(frames(1, head()));
    expect(taken?.atlas).toMatchObject([{ byteLength: 32_000 }, { byteLength: 28_000 }, { byteLength: REST }]);
  });

  it('need no pieces for a JPEG, and none without a picture', () => {
    const assembly = new FrameAssembly();
    const jpeg = new Blob(['jpeg']);
    expect(assembly.take(frames(1, jpeg, RECT))?.atlas).toBe(jpeg);
    expect(assembly.take(frames(2, null))?.atlas).toBeNull();
  });

  it.each([
    ['too few', [piece(1, FIRST - 4)]],
    ['none', []],
    ['too many', [piece(1, FIRST), piece(1, 4)]],
    ['those of another tick', [piece(2, FIRST)]],
    ['some of another tick', [piece(1, FIRST / 2), piece(2, FIRST / 2)]],
  ])('are dropped with %s', (_, pieces) => {
    const assembly = new FrameAssembly();
    for (const one of pieces) assembly.take(one);
    expect(assembly.take(frames(1, head()))).toBeNull();
    // The next tick is not harmed.
    assembly.take(piece(3, FIRST));
    expect(assembly.take(frames(3, head()))?.atlas).toMatchObject([{ byteLength: FIRST }, { byteLength: REST }]);
  });

  it.each<[string, FramesMessage['atlas'], PicturePlace]>([
    ['ends beyond the bytes', head(), { ...PLANES, at: 4 }],
    ['lies in a JPEG that is not there', head(), RECT],
    ['is one of planes, but came as a JPEG', new Blob(['jpeg']), PLANES],
  ])('are dropped with a picture that %s', (_, atlas, place) => {
    const assembly = new FrameAssembly();
    if (!(atlas instanceof Blob)) assembly.take(piece(1, FIRST));
    expect(assembly.take(frames(1, atlas, place))).toBeNull();
  });

  it('use each piece once', () => {
    const assembly = new FrameAssembly();
    assembly.take(piece(1, FIRST));
    expect(assembly.take(frames(1, head()))).not.toBeNull();
    expect(assembly.take(frames(1, head()))).toBeNull();
  });

  it('are dropped after a flood of pieces', () => {
    const assembly = new FrameAssembly();
    for (let sent = 0; sent <= 2 * MAXIMUM_ATLAS_BYTES; sent += PIECE_BYTES) assembly.take(piece(1, PIECE_BYTES));
    expect(assembly.take(frames(1, head()))).toBeNull();
    assembly.take(piece(2, FIRST));
    expect(assembly.take(frames(2, head()))).not.toBeNull();
  });
});
