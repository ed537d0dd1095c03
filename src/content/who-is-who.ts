/** A tile with the id that the page gives it, if any, and the name on it, if any. */
interface Labelled {
  readonly id: string | null;
  readonly name: string;
  /** A name that was cut off may be another's too. */
  readonly nameIsWhole: boolean;
}

/** Marks a key that is a name because the page gave no id. No id of a page begins with it. */
const WEAK = '~';

/** Which ids and names belong together in this call: tiles of a changing place (who speaks) have only a name,
 * others lose their name for a while. No person is guessed where two could be meant. */
export class WhoIsWho {
  readonly #names = new Map<string, string>();

  /** The key of each tile; null where it is open whose it is. */
  keysOf(tiles: readonly Labelled[]): (string | null)[] {
    for (const { id, name } of tiles) if (id && name) this.#names.set(id, name);
    return tiles.map(({ id, name, nameIsWhole }) => id ?? (name && nameIsWhole ? this.#byName(name) : null));
  }

  /** The name on the tile, or the last one that this key had. */
  nameOf(key: string, shown: string): string {
    return shown || (this.#names.get(key) ?? '');
  }

  forget(): void {
    this.#names.clear();
  }

  #byName(name: string): string | null {
    const owners = [...this.#names].filter(([, known]) => known === name).map(([id]) => id);
    if (owners.length > 1) return null;
    return owners[0] ?? `${WEAK}${name}`;
  }
}
