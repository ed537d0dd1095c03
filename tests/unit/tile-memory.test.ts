import { describe, expect, it } from 'vitest';
import type { Tile } from '../../src/content/tile.ts';
import { TileMemory } from '../../src/content/tile-memory.ts';
import type { Picture, TileSource } from '../../src/content/tile-source.ts';

const EVERY_MS = 50;
/** The longest that anything is doubted. */
const SETTLED_MS = 1_100;

/** Elements are told apart by nothing but being another one. */
const element = () => ({}) as Element;
const video = { kind: 'video' } as TileSource;
const canvas = { kind: 'canvas' } as TileSource;
let seconds = 0;

function picture(carrier: string, change: Partial<Picture> = {}): Picture {
  const region = { x: 0, y: 0, width: 320, height: 180 };
  return { source: video, stream: `|${carrier}`, carrier, region, fault: null, frameMark: (seconds += 0.1), counts: null, ...change };
}

function tile(key: string, of: Element, shown: Picture | null, change: Partial<Tile> = {}): Tile {
  const unknown = { self: false, speaking: null, muted: null, stillSame: () => true };
  return { ...unknown, key, certain: true, element: of, name: key, picture: shown, ...change };
}

/** A page that is looked at every 50 ms. */
class Page {
  readonly memory = new TileMemory();
  nowMs = 10_000;

  /** Looks for as long as told. @returns after how many ms the first tile of that key was believed; null if never */
  look(forMs: number, key: string, tiles: () => readonly Tile[]): { afterMs: number; state: string } | null {
    const from = this.nowMs;
    let found: { afterMs: number; state: string } | null = null;
    while (this.nowMs - from <= forMs) {
      const look = this.memory.look(tiles(), this.nowMs).find((one) => one.tile.key === key);
      if (look) found ??= { afterMs: this.nowMs - from, state: look.state };
      this.nowMs += EVERY_MS;
    }
    return found;
  }
}

/** A page on which Ana has been for a while. */
function withAna() {
  const page = new Page();
  const seat = element();
  expect(page.look(SETTLED_MS, 'ana', () => [tile('ana', seat, picture('1'))])).toEqual({ afterMs: 400, state: 'live' });
  return { page, seat };
}

describe('a tile is believed', () => {
  it('at once, if it was mounted anew with its own stream', () => {
    const { page } = withAna();
    const seat = element();
    expect(page.look(0, 'ana', () => [tile('ana', seat, picture('1'))])?.state).toBe('live');
  });

  it.each<[string, number, (page: Page, seat: Element) => readonly Tile[]]>([
    ['mounted with a stream that was nobody’s', 400, () => [tile('bo', element(), picture('2'))]],
    ['mounted anew with a fresh stream', 400, () => [tile('ana', element(), picture('2'))]],
    ['mounted with a stream that was another’s', 1_000, () => [tile('bo', element(), picture('1'))]],
    ['given to another person', 1_000, (_, seat) => [tile('bo', seat, picture('2'))]],
    ['called something else', 1_000, (_, seat) => [tile('ana', seat, picture('1'), { name: 'Anna' })]],
    ['given another stream', 1_000, (_, seat) => [tile('ana', seat, picture('2'))]],
    ['mounted anew under another name', 1_000, () => [tile('ana', element(), picture('1'), { name: 'Anna' })]],
    ['known by name only', 1_000, () => [tile('bo', element(), picture('2'), { certain: false })]],
  ])('later, if it was %s: %i ms', (_, afterMs, change) => {
    const { page, seat } = withAna();
    const [changed] = change(page, seat);
    if (!changed) throw new Error('No tile.');
    const shown = changed.picture?.carrier ?? '';
    const still = () => [{ ...changed, picture: picture(shown) }];
    expect(page.look(SETTLED_MS, changed.key, still)).toEqual({ afterMs, state: 'live' });
  });

  it('400 ms after the camera came on with a fresh track, and at once while it is off', () => {
    const { page, seat } = withAna();
    expect(page.look(200, 'ana', () => [tile('ana', seat, null)])).toEqual({ afterMs: 0, state: 'camera-off' });
    expect(page.look(SETTLED_MS, 'ana', () => [tile('ana', seat, picture('2'))])).toEqual({ afterMs: 400, state: 'live' });
  });

  it('400 ms after it moved on a shared canvas, which follows a moment later', () => {
    const page = new Page();
    const seat = element();
    const at = (x: number) => () => [
      tile('ana', seat, picture('c', { source: canvas, frameMark: null, region: { x, y: 0, width: 160, height: 90 } })),
    ];
    page.look(SETTLED_MS, 'ana', at(0));
    expect(page.look(SETTLED_MS, 'ana', at(160))).toEqual({ afterMs: 400, state: 'live' });
  });

  it('a second after it came back from where the page was still giving it away', () => {
    const { page, seat } = withAna();
    page.look(100, 'ana', () => []);
    expect(page.look(SETTLED_MS, 'ana', () => [tile('ana', seat, picture('1'))])).toEqual({ afterMs: 1_000, state: 'live' });
  });
});

describe('a picture that is not to be read', () => {
  const stateAfter = (forMs: number, shown: () => Picture) => {
    const page = new Page();
    const seat = element();
    page.look(forMs, 'ana', () => [tile('ana', seat, shown())]);
    return page.memory.look([tile('ana', seat, shown())], page.nowMs)[0]?.state;
  };

  it.each<[string, string, number, () => Picture]>([
    ['that stands for more than four seconds', 'stalled', 5_000, () => picture('1', { frameMark: 7 })],
    ['that stands for a moment', 'live', 3_000, () => picture('1', { frameMark: 7 })],
    ['that is protected', 'unreadable', SETTLED_MS, () => picture('1', { fault: 'forbidden' })],
    ['that the page does not paint now', 'stalled', SETTLED_MS, () => picture('1', { source: canvas, region: null, fault: 'standing' })],
    ['that has not come yet', 'stalled', SETTLED_MS, () => picture('1', { region: null })],
    ['that never comes', 'unreadable', 5_000, () => picture('1', { region: null, frameMark: 0 })],
    ['that is cut off on its canvas', 'unreadable', SETTLED_MS, () => picture('c', { source: canvas, region: null, frameMark: null })],
  ])('%s is %s', (_, state, forMs, shown) => expect(stateAfter(forMs, shown)).toBe(state));
});

it('a stream has another epoch than the one before, and the same one once it is back', () => {
  const { page, seat } = withAna();
  const epoch = (carrier: string) => {
    page.look(SETTLED_MS, 'ana', () => [tile('ana', seat, picture(carrier))]);
    return page.memory.look([tile('ana', seat, picture(carrier))], page.nowMs)[0]?.epoch;
  };
  const first = epoch('1');
  expect(epoch('2')).not.toBe(first);
  expect(epoch('1')).toBe(first);
});
