/** Probability that a value of `high` is above one of `low`; ties count half. */
export function areaUnderCurve(high: readonly number[], low: readonly number[]): number {
  const sorted = [...high.map((value) => ({ value, isHigh: true })), ...low.map((value) => ({ value, isHigh: false }))].toSorted(
    (a, b) => a.value - b.value,
  );
  let below = 0;
  let area = 0;
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (end < sorted.length && sorted[end]?.value === sorted[start]?.value) end++;
    const same = sorted.slice(start, end);
    const lows = same.filter(({ isHigh }) => !isHigh).length;
    area += (same.length - lows) * (below + lows / 2);
    below += lows;
    start = end;
  }
  return area / (high.length * low.length);
}

/** Pearson's correlation of values in pairs, −1 to 1. */
export function correlationOf(xs: readonly number[], ys: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const sum = (product: (x: number, y: number) => number) =>
    xs.reduce((total, x, at) => total + product(x - meanX, (ys[at] ?? 0) - meanY), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}
