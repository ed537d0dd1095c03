import { describe, expect, it } from 'vitest';
import { en } from '../../src/locales/en.ts';
import { allowBeforehand, allowedOrigins, allowOnClickOnly } from '../driver/access.ts';
import { JITSI, PLAIN, TEAMS } from '../driver/call-server.ts';
import { engineRuns, expectQuietConsoles, openStage, PATIENCE, type Stage, type StageOptions } from './stage.ts';

const REQUIRED = ['https://*.zoom.us/*', 'https://meet.google.com/*'];

const button = ({ panel }: Stage, name: string) => panel.getByRole('button', { name, exact: true });
const allowed = async ({ launched }: Stage) => (await allowedOrigins(launched)).toSorted();
const registered = ({ launched }: Stage) =>
  launched.onboarding.evaluate<string[]>('chrome.scripting.getRegisteredContentScripts().then((all) => all.flatMap((one) => one.matches))');
/** The browser's own side panels that show ours. */
const sidePanels = async ({ launched }: Stage) => {
  const session = await launched.context.browser()?.newBrowserCDPSession();
  const targets = await session?.send('Target.getTargets');
  return targets?.targetInfos.filter(({ url }) => url === launched.extensionUrl('src/panel/index.html')).length;
};

const PLACES: readonly (readonly [string, readonly string[], StageOptions])[] = [
  ['Teams', ['Bruno', 'Chidi'], { site: TEAMS, path: '/v2/' }],
  ['Jitsi', ['Bruno', 'Chidi'], { site: JITSI, path: '/NumberedRoom' }],
  ['a page that nobody described', ['Rosa', 'Tile 2'], { site: PLAIN, path: '/room' }],
];

describe.each(PLACES)('%s', (_, people, options) => {
  const origin = `https://${options.site?.host}`;

  it('is watched from a click on, without a reload, until the site is taken back', async () => {
    await using stage = await openStage({ ...options, access: 'clicked' });
    await expect.poll(() => sidePanels(stage), PATIENCE).toBe(1);
    await button(stage, 'Watch this site').waitFor(PATIENCE);
    expect(await allowed(stage)).toEqual(REQUIRED);

    await allowBeforehand(stage.launched, origin);
    expect(await allowed(stage)).toEqual(REQUIRED);
    await button(stage, 'Watch this site').click();
    await stage.watching();
    await stage.call.bringToFront();
    for (const person of people) await stage.card(person).waitFor(PATIENCE);
    expect(await allowed(stage)).toEqual([...REQUIRED, `${origin}/*`].toSorted());
    expect(await registered(stage)).toEqual([`${origin}/*`]);
    expect(await stage.badge()).toBe('ON');

    const settings = await stage.launched.context.newPage();
    await settings.goto(stage.launched.extensionUrl('src/pages/settings/index.html'));
    await settings.getByRole('button', { name: `Remove ${options.site?.host}` }).click();
    await stage.says(en['stopped_access-removed']);
    expect(await allowed(stage)).toEqual(REQUIRED);
    await expect.poll(() => registered(stage), PATIENCE).toEqual([]);
    await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);
    expect(await stage.badge()).toBe('');

    // The browser remembers a yes, so that it does not ask again.
    await button(stage, `Allow ${options.site?.host}`).click();
    await stage.watching();
    expect(await stage.badge()).toBe('ON');
    expectQuietConsoles(stage);
  });
});

describe('a site that was not given', () => {
  it('is not read while the browser waits for the answer', async () => {
    await using stage = await openStage({ site: PLAIN, path: '/room', access: 'clicked' });
    await button(stage, 'Watch this site').click();
    await button(stage, en.panel_starting).waitFor(PATIENCE);
    expect(await allowed(stage)).toEqual(REQUIRED);
    expect(await registered(stage)).toEqual([]);
    expect(await engineRuns(stage)).toBe(false);
  });
});

describe('a site of the manifest that is taken back in the middle of a call', () => {
  it('is no longer watched, is asked for by its name, and can be watched again once it is allowed', async () => {
    await using stage = await openStage({ query: 'hold=first' });
    await stage.start();
    await stage.watching();
    const takenAtMs = performance.now();
    await allowOnClickOnly(stage.launched);
    await stage.says(en['stopped_access-removed']);
    console.log(`The panel said so ${Math.round(performance.now() - takenAtMs)} ms after access was taken back.`);
    await button(stage, 'Allow meet.google.com').waitFor(PATIENCE);
    expect(await stage.badge()).toBe('');
    await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);

    await allowBeforehand(stage.launched, 'https://meet.google.com');
    await stage.start();
    await stage.watching();
    await stage.call.bringToFront();
    await stage.card('Ana').waitFor(PATIENCE);
    expectQuietConsoles(stage);
  });
});
