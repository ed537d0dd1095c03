import type { Page } from 'playwright-core';
import type { TryItHarness } from './harness/try-it-harness.ts';
import type { Say, State } from './state.ts';
import { give, PNG, read, withCamera } from './try-it-script.ts';

declare const harness: TryItHarness;

const FIRST = '00000000-0000-4000-8000-000000000000';
const nothing = async () => {};
const click = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const radio = (page: Page, name: string) => page.locator(`input[value="${name}"]`);
const started = async (page: Page, say: Say, error: string | null) => {
  await withCamera(page, error);
  await click(page, say('try_camera_start'));
};

type Query = readonly [query: string, arrange: State['arrange'], logs?: string];

const ONBOARDING: Readonly<Record<string, Query>> = {
  'at first': ['', nothing],
  'a mode was chosen before': ['mode=room', (page) => page.locator('.chip').waitFor()],
  'the confirmation is missing': [
    '',
    async (page, say) => {
      await radio(page, 'each').check();
      await click(page, say('onboarding_use'));
    },
  ],
  'the choice was not stored': [
    'refuse',
    async (page, say) => {
      await click(page, say('onboarding_use'));
      await page.getByText(say('onboarding_not_stored')).waitFor();
    },
    'storage refused',
  ],
  'after the choice': [
    '',
    async (page, say) => {
      await click(page, say('onboarding_use'));
      await page.getByText(say('onboarding_next'), { exact: true }).waitFor();
    },
  ],
  'locked by the organisation': ['lock=room', (page) => page.locator('.notice').waitFor()],
  'switched off by the organisation': ['off', (page) => page.locator('.notice').waitFor()],
};

const SETTINGS: Readonly<Record<string, Query>> = {
  'a mode is chosen': ['mode=me', nothing],
  'no mode yet': ['', nothing],
  saved: ['mode=me', (page) => radio(page, 'low').click()],
  'not saved': ['mode=me&refuse', (page) => radio(page, 'low').click(), 'storage refused'],
  'the question before each participant': ['mode=me', (page) => radio(page, 'each').click()],
  'locked by the organisation': ['mode=me&lock=me', nothing],
  'switched off by the organisation': ['mode=me&off', nothing],
  'watched sites': [`mode=me&site=https://calls.example&site=https://${'long-name.'.repeat(8)}example`, nothing],
};

const take = (page: Page, content: string) =>
  page.locator('input[type=file]').setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(content) });
/** Some rows of the table stand for the other hundreds. */
const tableOfACall = async (page: Page, say: Say) => {
  await page.locator('canvas').first().waitFor();
  for (let times = 0; times < 5; times++) await click(page, say('chart_zoom_in'));
  await page.getByText(say('chart_table')).click();
  await page.locator('.chart-table').waitFor();
};

const HISTORY: Readonly<Record<string, Query>> = {
  empty: ['', (page) => page.locator('.empty').waitFor()],
  'some calls': ['set=some', (page) => page.locator('.call-row').first().waitFor()],
  'a search that finds nothing': [
    'set=some',
    async (page) => {
      await page.getByRole('searchbox').fill('nobody');
      await page.locator('.empty').waitFor();
    },
  ],
  'damaged records': ['set=some&damaged', (page) => page.getByRole('alert').waitFor()],
  'names in every script': [`set=names`, (page) => page.locator('.call-row').waitFor()],
  'an import that is taken': [
    'set=some',
    async (page) => {
      await page.locator('.call-row').first().waitFor();
      await take(page, '{"format":"moodline-history","version":1,"exportedAtMs":0,"calls":[]}');
      await page.locator('.toast .notice').waitFor();
    },
  ],
  'an import that is refused': [
    '',
    async (page) => {
      await take(page, 'PK');
      await page.locator('.toast .notice').waitFor();
    },
  ],
  'a call': [`set=some#${FIRST}`, (page) => page.locator('canvas').first().waitFor()],
  'a call of everybody, with its table': [`set=names#${FIRST}`, tableOfACall],
  'a call of a hundred': [`set=hundred#${FIRST}`, (page) => page.locator('canvas').first().waitFor()],
  'a call of a second': [`set=second#${FIRST}`, (page) => page.locator('canvas').first().waitFor()],
  'a call that was not read': [`set=unread#${FIRST}`, (page) => page.locator('.empty').waitFor()],
  'a call that is being watched': [`set=running#${FIRST}`, (page) => page.locator('canvas').first().waitFor()],
  'a call that is gone': ['set=some#nothing', (page) => page.locator('.empty').waitFor()],
  'a call that is renamed': [`set=some#${FIRST}`, (page, say) => click(page, say('history_rename'))],
  'the question before a call is deleted': [`set=some#${FIRST}`, (page, say) => click(page, say('history_delete'))],
};

const TRY_IT: Readonly<Record<string, Query>> = {
  'nothing yet': ['', nothing],
  'no mode yet': ['unset', (page, say) => page.getByText(say('try_consent'), { exact: true }).waitFor()],
  'the engine loads': [
    'hold',
    async (page, say) => {
      await give(page, PNG);
      await page.getByText(say('load_network')).waitFor();
    },
  ],
  'three faces, no face, a broken file': [
    '',
    async (page, say) => {
      await give(page, PNG, { ...PNG, name: 'x'.repeat(120), buffer: Buffer.from('broken') });
      await read(page);
      await page.evaluate(() => {
        harness.sights = [];
      });
      await give(page, PNG);
      await page.getByText(say('try_no_face')).waitFor();
    },
  ],
  'a live webcam': [
    '',
    async (page, say) => {
      await started(page, say, null);
      await page.locator('.camera .mark').first().waitFor();
    },
  ],
  'a refused webcam': [
    '',
    async (page, say) => {
      await started(page, say, 'NotAllowedError');
      await page.getByText(say('try_camera_refused')).waitFor();
    },
  ],
};

/** With everything that can be opened, opened. */
const unfolded: State['arrange'] = async (page, say) => {
  await page.getByText(say('about_licences')).first().waitFor();
  for (const summary of await page.locator('summary').all()) await summary.click();
};
const ABOUT: Readonly<Record<string, Query>> = {
  'all is well': ['', unfolded],
  'something was sent': ['sent', unfolded],
  'storage is refused': ['refused', unfolded],
};

const statesOf = (name: string, states: Readonly<Record<string, Query>>) =>
  Object.entries(states).map(([state, [query, arrange, logs]]): readonly [string, State] => [
    `${name}: ${state}`,
    { path: `${name}.html?${query}`, arrange, ...(logs === undefined ? {} : { logs }) },
  ]);

/** Everything that the pages can look like. */
export const PAGE_STATES: readonly (readonly [name: string, State])[] = [
  ...statesOf('onboarding', ONBOARDING),
  ...statesOf('settings', SETTINGS),
  ...statesOf('history', HISTORY),
  ...statesOf('try-it', TRY_IT),
  ...statesOf('about', ABOUT),
];
