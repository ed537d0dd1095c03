/** How much of each source pixel goes into one target pixel; weights sum to 1. */
interface Share {
  readonly first: number;
  readonly weights: readonly number[];
}

/**
 * Resizes a grey picture: area averaging where it shrinks, bilinear where it grows, each direction by itself. The
 * same size gives the same values. Canvas and `createImageBitmap` leave their filter to the browser.
 * @param grey `width * height` values, row-major
 * @returns `side * side` values within the range of the input
 */
export function resizeGrey(grey: Float32Array, width: number, height: number, side: number): Float32Array {
  const across = sharesOf(width, side);
  const narrow = new Float32Array(side * height);
  for (let y = 0; y < height; y++) {
    across.forEach(({ first, weights }, x) => {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (grey[y * width + first + i] ?? 0);
      narrow[y * side + x] = sum;
    });
  }
  const small = new Float32Array(side * side);
  sharesOf(height, side).forEach(({ first, weights }, y) => {
    for (let x = 0; x < side; x++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (narrow[(first + i) * side + x] ?? 0);
      small[y * side + x] = sum;
    }
  });
  return small;
}

function sharesOf(from: number, to: number): Share[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, target) =>
    scale >= 1 ? areaShare(target * scale, (target + 1) * scale, from) : linearShare((target + 0.5) * scale - 0.5, from),
  );
}

/** Pixels between two edges, each by the part of it that lies within. */
function areaShare(start: number, end: number, from: number): Share {
  const first = Math.min(from - 1, Math.floor(start + 1e-9));
  const last = Math.max(first + 1, Math.min(from, Math.ceil(end - 1e-9)));
  const parts = Array.from({ length: last - first }, (_, i) => Math.min(end, first + i + 1) - Math.max(start, first + i));
  const total = parts.reduce((a, b) => a + b, 0);
  return { first, weights: parts.map((part) => part / total) };
}

/** The two pixels around a position, by nearness; at the rim the outermost one. */
function linearShare(position: number, from: number): Share {
  const at = Math.min(from - 1, Math.max(0, position));
  const first = Math.min(Math.floor(at), Math.max(0, from - 2));
  return from === 1 ? { first: 0, weights: [1] } : { first, weights: [1 - (at - first), at - first] };
}
