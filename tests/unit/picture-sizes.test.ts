import { beforeEach, expect, it } from 'vitest';
import { participantId } from '../../src/core/identity.ts';
import { PictureSizes } from '../../src/offscreen/picture-sizes.ts';
import { tile } from './fake-call.ts';

const shown = (name: string, width: number, height: number) => tile(name, { place: { x: 0, y: 0, width, height } });

let sizes: PictureSizes;
beforeEach(() => {
  sizes = new PictureSizes();
});
const enough = () => Object.fromEntries(sizes.enough(null).map(({ participant, sidePx }) => [participant, sidePx]));

it('asks for pictures in which the eyes are as far apart as a face needs to be read fully', () => {
  sizes.take([shown('Ada', 320, 180), shown('Ben', 180, 320)], [30, 26]);
  expect(enough()).toEqual({ 'meet:Ada': Math.ceil((320 * 16) / 30), 'meet:Ben': Math.ceil((320 * 16) / 26) });
});

it('comes to the same from a picture that is smaller already', () => {
  sizes.take([shown('Ada', 212, 120)], [(30 * 212) / 320]);
  expect(enough()['meet:Ada']).toBeCloseTo((320 * 16) / 30, -1);
});

it('never asks for so little that somebody beside would be lost', () => {
  sizes.take([shown('Ada', 320, 180)], [120]);
  expect(enough()).toEqual({ 'meet:Ada': 160 });
});

it('asks for all there is again once no face was found', () => {
  sizes.take([shown('Ada', 212, 120)], [20]);
  sizes.take([shown('Ada', 212, 120)], [null]);
  expect(enough()).toEqual({});
});

it.each([
  ['a little larger when the face was a little too small', 15, 227],
  ['as large as any can be when it was tiny', 0.1, 8_192],
])('asks for a picture %s', (_, eyesPx, sidePx) => {
  sizes.take([shown('Ada', 212, 120)], [eyesPx]);
  expect(enough()).toEqual({ 'meet:Ada': sidePx });
});

it('says it of nobody else than is asked for', () => {
  sizes.take([shown('Ada', 320, 180), shown('Ben', 320, 180)], [20, 20]);
  expect(sizes.enough([participantId('meet:Ben')])).toEqual([{ participant: 'meet:Ben', sidePx: 256 }]);
});

it('remembers those who were not looked at, and forgets who is gone', () => {
  sizes.take([shown('Ada', 320, 180), shown('Ben', 320, 180)], [20, 20]);
  sizes.take([shown('Ada', 320, 180)], [30]);
  expect(Object.keys(enough())).toEqual(['meet:Ada', 'meet:Ben']);
  sizes.keep([tile('Ben', { state: 'camera-off', place: null })]);
  expect(Object.keys(enough())).toEqual(['meet:Ben']);
});
