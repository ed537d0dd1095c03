import { expect, test } from 'vitest';
import { mapExpressions } from '../../src/core/expression.ts';
import { sessionId } from '../../src/core/identity.ts';
import type { PanelEvent, PanelReview } from '../../src/panel/source.ts';
import { calls, emit, ready } from './panel-script.ts';
import { seriousFaults, useSurfaces } from './surface.ts';

const { open } = useSurfaces();

const stopped: PanelEvent = { type: 'watch', startedAtMs: null, stopped: { reason: 'call-ended', trouble: null } };
const kept: PanelReview = {
  kept: true,
  undecided: true,
  id: sessionId('6f1e3c1a-8a4e-4f0e-9a55-0d6b4b0f5f11'),
  people: 5,
  watchedMs: 42 * 60_000,
  missedMs: 90_000,
  moments: 2,
  shares: mapExpressions((name) => (name === 'neutral' ? 0.6 : name === 'happiness' ? 0.4 : 0)),
};
const review = (said: PanelReview | null): PanelEvent => ({ type: 'review', review: said });

test('a call that is over is summed up, and the question is answered and gone', async () => {
  const page = await open('panel.html');
  await emit(page, [...ready(), stopped, review(kept)]);
  const after = page.getByRole('region', { name: 'After this call' });
  expect(await after.innerText()).toMatch(/Watched for 42 min[^]*Not watched for 90 sec[^]*5 people[^]*2 moments[^]*Neutral[^]*60%/);
  await after.getByRole('button', { name: 'Discard' }).click();
  await after.getByRole('button', { name: 'Keep' }).click();
  await after.getByRole('button', { name: 'Open in the history' }).click();
  expect(await calls(page)).toEqual(['decide discard', 'decide keep', `openCall ${kept.kept ? kept.id : ''}`]);
  await emit(page, [review({ ...kept, undecided: false })]);
  expect(await after.getByRole('button').allInnerTexts()).toEqual(['Open in the history']);
  await emit(page, [review({ kept: false })]);
  expect(await after.innerText()).toBe('Nothing of this call is kept.');
});

test.each(['light', 'dark'] as const)('axe finds nothing serious in %s', async (colorScheme) => {
  const page = await open('panel.html', { colorScheme });
  await emit(page, [...ready(), stopped, review(kept)]);
  expect(await seriousFaults(page)).toEqual([]);
});
