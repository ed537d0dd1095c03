/** Where one tile lies in the atlas, in atlas pixels. */
export interface AtlasRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface AtlasLayout {
  readonly width: number;
  readonly height: number;
  readonly rects: readonly AtlasRect[];
}

/** Longest side of a tile in the atlas: fewer people, more pixels each. The detector looks at 192 px. */
export function tileSidePx(tiles: number): number {
  if (tiles <= 4) return 400;
  if (tiles <= 9) return 320;
  return tiles <= 25 ? 224 : 160;
}

/**
 * Packs tiles into rows of equal cells, never enlarging one.
 * @param sizes width and height of each source in px, all positive
 * @param sidePx longest side of a tile in the atlas
 */
export function layoutAtlas(sizes: readonly { width: number; height: number }[], sidePx: number): AtlasLayout {
  const columns = Math.max(1, Math.ceil(Math.sqrt(sizes.length)));
  const rects: AtlasRect[] = [];
  let y = 0;
  let width = 0;
  for (let row = 0; row < sizes.length; row += columns) {
    let x = 0;
    let rowHeight = 0;
    for (const size of sizes.slice(row, row + columns)) {
      const scale = Math.min(1, sidePx / Math.max(size.width, size.height));
      const rect = { x, y, width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) };
      rects.push(rect);
      x += rect.width;
      rowHeight = Math.max(rowHeight, rect.height);
    }
    width = Math.max(width, x);
    y += rowHeight;
  }
  return { width, height: y, rects };
}
