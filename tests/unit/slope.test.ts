import { expect, it } from 'vitest';
import { slopePerHour } from '../soak/slope.ts';

it.each<[string, number[], number]>([
  ['what stays', [5, 5, 5, 5], 0],
  ['what grows by one a minute', [0, 1, 2, 3], 60],
  ['what goes up and down', [1, 0, 0, 1], 0],
])('the slope of %s', (_, values, perHour) => {
  expect(slopePerHour(values.map((value, minute) => ({ seconds: minute * 60, value })))).toBeCloseTo(perHour);
});

it('a single measurement has no slope', () => expect(slopePerHour([{ seconds: 1, value: 1 }])).toBeNaN());
