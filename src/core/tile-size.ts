/** A picture smaller than this on the page is no participant's tile. */
export const SMALLEST_TILE = { widthPx: 96, heightPx: 54 } as const;
