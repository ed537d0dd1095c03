/** Deviation below which a crop is treated as flat, so that noise is not blown up. Same in training. */
export const MINIMUM_DEVIATION = 0.05;

/**
 * Standardises a grey crop to mean 0 and deviation 1, as the network was trained.
 * @param grey values in [0, 1]
 * @param out receives the result, starting at `offset`; at least `offset + grey.length` long
 */
export function standardise(grey: Float32Array, out: Float32Array, offset: number): void {
  let sum = 0;
  for (const value of grey) sum += value;
  const mean = sum / grey.length;
  let squares = 0;
  for (const value of grey) squares += (value - mean) ** 2;
  const deviation = Math.max(MINIMUM_DEVIATION, Math.sqrt(squares / grey.length));
  for (let i = 0; i < grey.length; i++) out[offset + i] = ((grey[i] ?? 0) - mean) / deviation;
}

/** Grey values in [0, 1] of RGBA bytes, by the luma weights of ITU-R BT.601, which Pillow's "L" uses too. */
export function greyFromRgba(rgba: Uint8ClampedArray, out: Float32Array): void {
  for (let i = 0, at = 0; i < out.length; i++, at += 4) {
    out[i] = (0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0)) / 255;
  }
}
