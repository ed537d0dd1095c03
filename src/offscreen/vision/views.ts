import type { Region } from '../../core/look.ts';
import type { Picture } from '../../core/picture.ts';
import { viewOf } from '../../core/sampling.ts';

/** Square views into pictures, one after the other as a network takes them. Their memory is used again for the next ones. */
export class Views {
  readonly side: number;
  readonly #smooth: boolean;
  readonly #size: number;
  #values = new Float32Array(0);

  /** @param side of a view in px
   * @param smooth see {@link viewOf} */
  constructor(side: number, smooth: boolean) {
    this.side = side;
    this.#smooth = smooth;
    this.#size = side * side * 3;
  }

  /** Makes room for so many views; those before are gone. */
  clear(capacity: number): void {
    if (this.#values.length < capacity * this.#size) this.#values = new Float32Array(capacity * this.#size);
  }

  /** Shows a region of a picture at a place among the views, in place of what was there.
   * @returns the view, `side² × 3` colours in [-1, 1] */
  show(index: number, picture: Picture, region: Region): Float32Array {
    const view = this.#values.subarray(index * this.#size, (index + 1) * this.#size);
    viewOf(picture, region, this.side, this.#smooth, view);
    return view;
  }

  /** The first views, for a network. */
  first(count: number): Float32Array {
    return this.#values.subarray(0, count * this.#size);
  }
}
