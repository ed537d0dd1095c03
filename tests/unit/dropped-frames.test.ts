import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DroppedFrames } from '../../src/content/dropped-frames.ts';
import type { Picture } from '../../src/content/tile-source.ts';

const page = { hidden: false };
beforeEach(() => {
  page.hidden = false;
  vi.stubGlobal('document', page);
});
afterEach(() => void vi.unstubAllGlobals());

/** A video that counts its frames as the browser does. */
function video(total: number, dropped: number) {
  const counts = { totalVideoFrames: total, droppedVideoFrames: dropped };
  const source = { kind: 'video', label: '', video: {} as HTMLVideoElement } as const;
  const picture: Picture = { source, stream: '', carrier: '', region: null, fault: null, frameMark: null, counts };
  const plays = (frames: number, lost: number) => {
    counts.totalVideoFrames += frames;
    counts.droppedVideoFrames += lost;
  };
  return { picture, plays, counts };
}

it('tells what is dropped beyond the usual', () => {
  const [smooth, hardlyInView] = [video(100, 0), video(100, 50)];
  const both = [smooth.picture, hardlyInView.picture];
  const frames = new DroppedFrames();
  expect(frames.share(both)).toBeUndefined();
  smooth.plays(12, 0);
  hardlyInView.plays(12, 6);
  expect(frames.share(both)).toBe(0);
  smooth.plays(12, 6);
  hardlyInView.plays(12, 12);
  expect(frames.share(both)).toBeCloseTo(0.5);
});

it('says nothing of a few frames, nor of a hidden page', () => {
  const one = video(100, 0);
  const frames = new DroppedFrames();
  frames.share([one.picture]);
  one.plays(3, 3);
  expect(frames.share([one.picture])).toBeUndefined();
  one.plays(50, 50);
  page.hidden = true;
  expect(frames.share([one.picture])).toBeUndefined();
});

it('starts again with a new stream', () => {
  const one = video(500, 400);
  const frames = new DroppedFrames();
  frames.share([one.picture]);
  Object.assign(one.counts, { totalVideoFrames: 20, droppedVideoFrames: 0 });
  expect(frames.share([one.picture])).toBeUndefined();
  one.plays(20, 4);
  expect(frames.share([one.picture])).toBeCloseTo(0.2);
});
