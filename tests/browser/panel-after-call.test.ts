import { expect, test } from 'vitest';
import { calls, emit, ended, kept, ready, review } from './panel-script.ts';
import { useSurfaces } from './surface.ts';

const { open } = useSurfaces();

test('a call that is over is summed up, and the question is answered and gone', async () => {
  const page = await open('panel.html');
  await emit(page, [...ready(), ended, review(kept)]);
  const after = page.getByRole('region', { name: 'After this call' });
  expect(await after.innerText()).toMatch(/Watched for 42 min[^]*Not watched for 90 sec[^]*5 people[^]*2 moments[^]*Neutral[^]*60%/);
  await after.getByRole('button', { name: 'Discard' }).click();
  await after.getByRole('button', { name: 'Keep' }).click();
  await after.getByRole('button', { name: 'Open in the history' }).click();
  expect(await calls(page)).toEqual(['decide discard', 'decide keep', `openCall ${kept.id}`]);
  await emit(page, [review({ ...kept, undecided: false })]);
  expect(await after.getByRole('button').allInnerTexts()).toEqual(['Open in the history']);
  await emit(page, [review({ kept: false })]);
  expect(await after.innerText()).toBe('Nothing of this call is kept.');
});
