import { ClassChanges } from './class-changes.ts';
import { largestPerKey } from './largest-per-key.ts';
import { documentsOf } from './page-pictures.ts';
import { ReadingCache } from './reading-cache.ts';
import { all, first, holds } from './selectors.ts';
import type { Site } from './sites/site.ts';
import type { Tile, TileFinder } from './tile.ts';
import { readTile, type TileReading } from './tile-reader.ts';
import { pictureOf, showsStill, type TileSource, videoSource } from './tile-source.ts';
import { WhoIsWho } from './who-is-who.ts';

/** While the marks of a call are there, those of its end are looked for this seldom: to find nothing, all of the page is searched. */
const LOOK_FOR_END_MS = 1_500;

/** Finds tiles on a page whose site is declared. */
export function siteFinder(site: Site, page: Document): TileFinder {
  const who = new WhoIsWho();
  const voices = new ClassChanges();
  const readings = new ReadingCache<TileReading | null>();
  let lookedForEndMs = Number.NEGATIVE_INFINITY;
  const read = (element: Element) => readings.of(element, (tile) => readTile(site, tile));

  return {
    site: site.id,
    knowsOwnTile: site.self.length + site.selfLigatures.length > 0,
    callState() {
      const nowMs = performance.now();
      const state = callState(site, page, nowMs - lookedForEndMs < LOOK_FOR_END_MS);
      // What is looked for again at once is an end that was found.
      if (state !== 'in-call') lookedForEndMs = Number.NEGATIVE_INFINITY;
      else if (nowMs - lookedForEndMs >= LOOK_FOR_END_MS) lookedForEndMs = nowMs;
      // Ids and names are one call's.
      if (state !== 'in-call') who.forget();
      return state;
    },
    tiles() {
      const found = documentsOf(site, page)
        .flatMap((one) => all(one, site.tile))
        .flatMap((element) => {
          const reading = read(element);
          return reading ? [{ element, reading }] : [];
        });
      const keys = who.keysOf(
        found.map(({ reading }) => reading),
        performance.now(),
      );
      const tiles = found.flatMap(({ element, reading }, index): Tile[] => {
        const key = keys[index];
        if (!key) return [];
        const source = sourceOf(site, reading);
        const picture = source && pictureOf(source);
        const { voice, self, muted } = reading;
        // A hidden page stops moving the signs of a voice: that is no silence.
        const silent = voice.length === 0 || page.hidden;
        return [
          {
            key: `${site.id}:${key}`,
            certain: reading.id !== null,
            element,
            name: who.nameOf(key, reading.name),
            self,
            speaking: silent ? reading.speaking : voices.changedLately(voice),
            muted,
            picture,
            stillSame() {
              if (!element.isConnected) return false;
              const now = read(element);
              if (now !== reading && (now?.id !== reading.id || now.name !== reading.name)) return false;
              return showsStill(now && sourceOf(site, now), picture);
            },
          },
        ];
      });
      return largestPerKey(tiles);
    },
    health: () => 'well',
    rest() {
      voices.stop();
      readings.clear();
    },
  };
}

/** @param isOn whether the call had not ended a moment ago, so that its marks are enough */
function callState(site: Site, page: Document, isOn: boolean): ReturnType<TileFinder['callState']> {
  const documents = documentsOf(site, page);
  if (documents.some(({ location }) => site.notCalls?.test(location.pathname))) return 'unsupported';
  const isInCall = documents.some((one) => holds(one, site.state.inCall));
  if (isInCall && isOn) return 'in-call';
  if (documents.some((one) => holds(one, site.state.ended))) return 'ended';
  return isInCall ? 'in-call' : 'lobby';
}

function sourceOf({ canvas: shared, key }: Site, { media, streamLabel, player }: TileReading): TileSource | null {
  if (media) return videoSource(media, streamLabel);
  const root = shared && player?.closest(shared.host)?.shadowRoot;
  const canvas = shared && root && first(root, shared.canvas);
  if (!player || canvas?.localName !== 'canvas') return null;
  return { kind: 'canvas', canvas: canvas as HTMLCanvasElement, player, label: player.getAttribute(key.attribute) ?? '' };
}
