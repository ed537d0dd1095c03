/** A tile with the id that the page gives it, if any, and the name on it, if any. */
interface Labelled {
  readonly id: string | null;
  readonly name: string;
  /** A name that was cut off may be another's too. */
  readonly nameIsWhole: boolean;
}

/** Marks a key that is a name because the page gave no id. No id of a page begins with it. */
const WEAK = '~';

/** A page gives a tile its new name before its new id: what lasted for less than this was no one's name. */
const LASTS_MS = 1_000;

/** What an id was called, and when. */
interface Called {
  readonly name: string;
  readonly sinceMs: number;
  readonly seenAtMs: number;
}

/** Which ids and names belong together in this call: tiles of a changing place (who speaks) have only a name,
 * others lose their name for a while. No person is guessed where two could be meant. */
export class WhoIsWho {
  readonly #called = new Map<string, Called>();
  readonly #prefix: string;

  /** @param prefix of all ids of this page */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** The key of each tile; null where it is open whose it is. */
  keysOf(tiles: readonly Labelled[], nowMs: number): (string | null)[] {
    for (const { id, name } of tiles) {
      if (!id || !name) continue;
      const before = this.#called.get(id);
      this.#called.set(id, { name, sinceMs: before?.name === name ? before.sinceMs : nowMs, seenAtMs: nowMs });
    }
    const present = new Set(tiles.map(({ id }) => id));
    for (const [id, { sinceMs, seenAtMs }] of this.#called) if (!present.has(id) && seenAtMs - sinceMs < LASTS_MS) this.#called.delete(id);
    return tiles.map(({ id, name, nameIsWhole }) => id ?? (name && nameIsWhole ? this.#byName(name) : null));
  }

  /** The name on the tile, or the last one that this key had. */
  nameOf(key: string, shown: string): string {
    return shown || (this.#called.get(key)?.name ?? '');
  }

  forget(): void {
    this.#called.clear();
  }

  #byName(name: string): string | null {
    const owners = [...this.#called].filter(([, called]) => called.name === name).map(([id]) => id);
    if (owners.length > 1) return null;
    return owners[0] ?? `${this.#prefix}${WEAK}${name}`;
  }
}
