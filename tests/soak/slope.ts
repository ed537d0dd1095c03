/** Growth per hour by least squares.
 * @param points of a measure, with their time in s; fewer than two have no slope: NaN */
export function slopePerHour(points: readonly { readonly seconds: number; readonly value: number }[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [time, level] = [mean(points.map(({ seconds }) => seconds)), mean(points.map(({ value }) => value))];
  const products = points.map(({ seconds, value }) => (seconds - time) * (value - level));
  const squares = points.map(({ seconds }) => (seconds - time) ** 2);
  return (mean(products) / mean(squares)) * 3_600;
}
