/** A median with the middle half of the values around it. */
export interface Spread {
  readonly median: number;
  readonly p25: number;
  readonly p75: number;
}

/** Quartiles by the nearest rank, rounded to hundredths; zeros for an empty list. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (share: number) => rounded(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
  return { median: rank(0.5), p25: rank(0.25), p75: rank(0.75) };
}

/** To hundredths. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;

export const roundedBoth = ({ median, p95 }: { median: number; p95: number }) => ({ median: rounded(median), p95: rounded(p95) });
