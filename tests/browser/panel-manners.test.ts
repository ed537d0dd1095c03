import { expect, test } from 'vitest';
import { en } from '../../src/locales/en.ts';
import type { PanelHarness } from './harness/panel-harness.ts';
import { calls, emit, live, ready, switchedOn, T0, watching } from './panel-script.ts';
import { useSurfaces } from './surface.ts';

declare const harness: PanelHarness;

const { open } = useSurfaces();

test('a notice for the room is ready to copy, also before watching', async () => {
  const page = await open('panel.html', { permissions: ['clipboard-read', 'clipboard-write'] });
  await emit(page, ready('each'));
  await page.getByRole('button', { name: en.tell }).click();
  await page.getByRole('button', { name: en.tell_copy }).click();
  await page.getByRole('dialog').getByRole('status').getByText(en.tell_copied).waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(en.tell_notice_each);
});

test('the notice says what the mode does, and the user may change it before copying', async () => {
  const page = await open('panel.html', { permissions: ['clipboard-read', 'clipboard-write'] });
  await emit(page, ready('room'));
  await page.getByRole('button', { name: en.tell }).click();
  const notice = page.getByRole('textbox', { name: en.tell_label });
  expect(await notice.inputValue()).toBe(en.tell_notice_room);
  await notice.fill('Hello');
  await page.getByRole('button', { name: en.tell_copy }).click();
  await page.getByText(en.tell_copied).waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe('Hello');
});

test('a browser that does not let copy leaves the text selected, and says so', async () => {
  const page = await open('panel.html');
  await emit(page, ready('each'));
  await page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))");
  await page.getByRole('button', { name: en.tell }).click();
  await page.getByRole('button', { name: en.tell_copy }).click();
  await page.getByText(en.tell_by_hand).waitFor();
  expect(await page.evaluate('getSelection().toString()')).toBe(en.tell_notice_each);
});

test('only me reads nobody else: there is nobody to tell', async () => {
  const page = await open('panel.html');
  await emit(page, ready('me'));
  expect(await page.getByRole('button', { name: en.tell }).count()).toBe(0);
});

test('an objection is one question away while watching and after it, and proves the deletion', async () => {
  const page = await open('panel.html');
  await emit(page, ready('each'));
  expect(await page.getByRole('button', { name: en.objected }).count()).toBe(0);
  await emit(page, [...switchedOn(), watching(), live(T0, [{ name: 'Ada' }])]);
  await page.getByRole('button', { name: en.objected }).click();
  expect(await page.locator(':focus').innerText()).toBe(en.objected_no);
  await page.keyboard.press('Enter');
  expect(await calls(page)).toEqual([]);
  await page.getByRole('button', { name: en.objected }).click();
  await page.getByRole('button', { name: en.objected_yes }).click();
  await emit(page, [{ type: 'watch', startedAtMs: null, stopped: { reason: 'objected', trouble: null } }]);
  await page.getByText(en.objected_done.other.replace('{count}', '0')).waitFor();
  expect(await calls(page)).toEqual(['object']);
  expect(await page.getByRole('button', { name: en.objected }).count()).toBe(0);
  expect(await page.locator('[data-participant]').count()).toBe(0);
});

test.each([
  [{ ok: true, value: { records: 3 } }, en.objected_partly.other.replace('{count}', '3')],
  [{ ok: false, error: 'storage-refused' }, en.objected_failed],
] as const)('what is left after an objection is not called deleted: %j', async (answer, sentence) => {
  const page = await open('panel.html');
  await emit(page, [...switchedOn(), watching()]);
  await page.evaluate((given) => {
    harness.objectAnswer = given;
  }, answer);
  await page.getByRole('button', { name: en.objected }).click();
  await page.getByRole('button', { name: en.objected_yes }).click();
  await page.getByText(sentence).waitFor();
});
