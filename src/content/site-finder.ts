import { callStateOf } from './call-state.ts';
import { ClassChanges } from './class-changes.ts';
import { largestPerKey } from './largest-per-key.ts';
import { documentsOf } from './page-pictures.ts';
import { ReadingCache } from './reading-cache.ts';
import { all, first } from './selectors.ts';
import type { Site } from './sites/site.ts';
import type { Tile, TileFinder } from './tile.ts';
import { prefixOf, readTile, type TileReading } from './tile-reader.ts';
import { pictureOf, showsStill, type TileSource } from './tile-source.ts';
import { Visibility } from './visibility.ts';
import { WhoIsWho } from './who-is-who.ts';

/** Finds tiles on a page whose site is declared. */
export function siteFinder(site: Site, page: Document): TileFinder {
  const who = new WhoIsWho(prefixOf(site));
  const voices = new ClassChanges();
  const visibility = new Visibility();
  const readings = new ReadingCache((element) => readTile(site, element), isVoice);
  const call = callStateOf(site, page);

  return {
    site: site.id,
    knowsOwnTile: site.self.length + site.selfLigatures.length > 0,
    callState() {
      const state = call(performance.now());
      // Ids and names are one call's.
      if (state !== 'in-call') who.forget();
      return state;
    },
    tiles() {
      const nowMs = performance.now();
      const found = documentsOf(site, page)
        .flatMap((one) => all(one, site.tile))
        .flatMap((element) => {
          const reading = readings.of(element);
          return reading ? [{ element, reading }] : [];
        });
      const keys = who.keysOf(
        found.map(({ reading }) => reading),
        nowMs,
      );
      const { hidden } = page;
      const tiles: Tile[] = [];
      for (const [index, { element, reading }] of found.entries()) {
        const key = keys[index];
        if (!key) continue;
        const source = sourceOf(site, reading);
        const picture = source && pictureOf(source, (shown) => visibility.of(shown, reading, nowMs));
        const { voice, self, muted } = reading;
        // A hidden page stops moving the signs of a voice: that is no silence.
        const silent = voice.length === 0 || hidden;
        tiles.push({
          key,
          certain: reading.id !== null,
          element,
          name: who.nameOf(key, reading.name),
          self,
          speaking: silent ? reading.speaking : voices.changedLately(voice, nowMs),
          muted,
          picture,
          stillSame(thenMs) {
            if (!element.isConnected) return false;
            const now = readings.of(element);
            if (now?.id !== reading.id || now.name !== reading.name) return false;
            return showsStill(sourceOf(site, now), picture, (shown) => visibility.of(shown, now, thenMs));
          },
        });
      }
      return largestPerKey(tiles);
    },
    health: () => 'well',
    rest() {
      voices.stop();
      readings.clear();
      visibility.forget();
    },
  };
}

/** A voice changes the class of its signs several times a second, and nothing else. */
const isVoice = (reading: TileReading | null, { type, target, attributeName }: MutationRecord) =>
  type === 'attributes' && attributeName === 'class' && (reading?.voice.includes(target as Element) ?? false);

function sourceOf({ canvas: shared, key }: Site, { video, player }: TileReading): TileSource | null {
  if (video) return video;
  const root = shared && player?.closest(shared.host)?.shadowRoot;
  const canvas = shared && root && first(root, shared.canvas);
  if (!player || canvas?.localName !== 'canvas') return null;
  return { kind: 'canvas', canvas: canvas as HTMLCanvasElement, player, label: player.getAttribute(key.attribute) ?? '' };
}
