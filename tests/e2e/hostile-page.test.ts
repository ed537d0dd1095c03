import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanName } from '../../src/core/names.ts';
import { copyExtension, BUILT_EXTENSION } from '../driver/extension-copy.ts';
import { acceptMode } from '../driver/consent.ts';
import { type FramesTap, tapFrames } from './frames-tap.ts';
import { judge, type Truth } from './identity-verdict.ts';
import { expectQuietConsoles, openStage, PATIENCE, type Stage } from './stage.ts';

const CALL = { query: 'numbered=1' };
const EVERY_MS = 200;

/** What people may call themselves, and how that is shown. */
const NAMES: readonly (readonly [string, string])[] = [
  ['<img src=x onerror="document.title=1">', '<img src=x onerror="document.title=1">'],
  ['=HYPERLINK("https://evil.example")', '=HYPERLINK("https://evil.example")'],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['\u202Egnp.exe', 'gnp.exe'],
  ['x'.repeat(10_240), 'x'.repeat(80)],
  ['A\u200Bd\uFEFFa; {Lovelace}', 'Ada; {Lovelace}'],
  ['_', '_'],
  ['_', '_'],
];

const ids = (stage: Stage) =>
  stage.call.evaluate(() =>
    [...document.querySelectorAll('[data-participant-id]')].map((tile) => `meet:${tile.getAttribute('data-participant-id')}`),
  );

const rename = ({ call }: Stage, names: typeof NAMES) =>
  call.evaluate(
    (given) => {
      const labels = document.querySelectorAll('[data-participant-id] .XEazBc span.notranslate');
      given.forEach((name, index) => labels[index]?.replaceChildren(name));
    },
    names.map(([name]) => name),
  );

describe('a call page that means ill', () => {
  let stage: Stage;
  let tap: FramesTap;
  beforeAll(async () => {
    stage = await openStage(CALL);
    tap = await tapFrames(stage, EVERY_MS);
    await stage.call.bringToFront();
    await stage.call.waitForFunction('window.churn?.ledger().shown.length >= 12', null, PATIENCE);
    await stage.start();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  /** What the newest packet from now on says of a tile. */
  const latest = (key: string | undefined, from = 0) => tap.samples.slice(from).findLast(({ participant }) => participant === key);

  it('shows names as literal text, cut off, each its own person', async () => {
    await expect.poll(() => tap.packets.some(({ live }) => live >= 12), PATIENCE).toBe(true);
    const keys = await ids(stage);
    await rename(stage, NAMES);
    await expect.poll(() => NAMES.map((_, index) => latest(keys[index])?.name), PATIENCE).toEqual(NAMES.map(([, shown]) => shown));
    for (const [, shown] of NAMES) expect(cleanName(shown)).toBe(shown);
  });

  it('cannot hide the others behind one picture that may not be read', async () => {
    const [tainted, keyed, huge, dot, empty, ended, turned, ...others] = await ids(stage);
    const film = await stage.call.evaluate(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
      const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: 'video/webm' });
      const parts: Blob[] = [];
      recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
      recorder.start();
      const context = canvas.getContext('2d');
      for (let step = 0; step < 10; step++) {
        context?.fillRect(step * 10, step * 10, 20, 20);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
      recorder.stop();
      await stopped;
      const whole = new Blob(parts, { type: 'video/webm' });
      Object.assign(window, { film: whole });
      return [...new Uint8Array(await whole.arrayBuffer())];
    });
    const headers = { 'content-type': 'video/webm' };
    await stage.launched.context.route('https://elsewhere.example/**', (route) => route.fulfill({ body: Buffer.from(film), headers }));
    const before = tap.samples.length;
    await stage.call.evaluate(async () => {
      const videos = [...document.querySelectorAll<HTMLVideoElement>('[data-participant-id] video')];
      const streamOf = (width: number, height: number) => {
        const canvas = Object.assign(document.createElement('canvas'), { width, height });
        const stream = canvas.captureStream(2);
        canvas.getContext('2d')?.fillRect(0, 0, 1, 1);
        return stream;
      };
      const [foreign, coded, vast, point, blank, over, tilted] = videos;
      if (!foreign || !coded || !vast || !point || !blank || !over || !tilted) throw new Error('Too few tiles.');
      foreign.srcObject = null;
      Object.assign(foreign, { src: 'https://elsewhere.example/film.webm', loop: true });
      // Keys are given to a film only, not to a stream.
      coded.srcObject = null;
      const access = await navigator.requestMediaKeySystemAccess('org.w3.clearkey', [
        { initDataTypes: ['webm'], videoCapabilities: [{ contentType: 'video/webm; codecs="vp8"' }] },
      ]);
      await coded.setMediaKeys(await access.createMediaKeys());
      Object.assign(coded, { src: URL.createObjectURL((window as unknown as { film: Blob }).film), loop: true });
      vast.srcObject = streamOf(7_680, 4_320);
      point.srcObject = streamOf(1, 1);
      blank.srcObject = new MediaStream([new RTCPeerConnection().addTransceiver('video').receiver.track]);
      for (const track of (over.srcObject as MediaStream).getTracks()) track.stop();
      tilted.style.transform = 'rotate(90deg)';
    });
    const unreadable = [tainted, keyed, huge, dot, empty];
    await expect.poll(() => unreadable.map((key) => latest(key, before)?.state), PATIENCE).toEqual(unreadable.map(() => 'unreadable'));
    await expect.poll(() => latest(ended, before)?.state, PATIENCE).toBe('camera-off');
    const read = [turned, ...others];
    const after = tap.samples.length;
    await expect.poll(() => read.every((key) => latest(key, after)?.number), PATIENCE).toBe(true);
  });

  it('holds on to none of the tiles that are gone', async () => {
    const page = await stage.launched.context.newCDPSession(stage.call);
    const nodes = async () => {
      await page.send('HeapProfiler.collectGarbage');
      return (await page.send('Memory.getDOMCounters')).nodes;
    };
    const rounds = async (count: number) => {
      for (let round = 0; round < count; round++) {
        await stage.call.evaluate((first) => {
          const [model] = document.querySelectorAll('[data-participant-id]');
          for (let copy = 0; copy < 20; copy++) {
            const tile = model?.cloneNode(true);
            if (!(tile instanceof Element)) return;
            for (const name of ['data-participant-id', 'data-requested-participant-id', 'data-tile-media-id'])
              tile.setAttribute(name, `spaces/x/devices/${1_000 + first + copy}`);
            tile.setAttribute('data-gone', '');
            model?.after(tile);
          }
        }, round * 20);
        const seen = tap.samples.length;
        await expect.poll(() => tap.samples.slice(seen).some(({ participant }) => participant.includes('/x/')), PATIENCE).toBe(true);
        await stage.call.evaluate(`document.querySelectorAll('[data-gone]').forEach((tile) => tile.remove())`);
      }
      const packets = tap.packets.length;
      await expect.poll(() => tap.packets.length, PATIENCE).toBeGreaterThan(packets + 3);
      return nodes();
    };
    const before = await rounds(1);
    // A tile is more than 20 nodes: 200 that are held would be more than 4,000.
    expect((await rounds(10)) - before).toBeLessThan(1_000);
  });

  it('reads on where the page redefines what it is read with, and never rests', async () => {
    const before = tap.samples.length;
    const packets = tap.packets.length;
    const truth = await stage.call.evaluate<Truth>('churn.ledger()');
    const redefine = () => {
      const broken = () => {
        throw new Error('redefined');
      };
      const redefined: readonly (readonly [object, readonly string[]])[] = [
        [
          Element.prototype,
          ['querySelector', 'querySelectorAll', 'getAttribute', 'closest', 'matches', 'checkVisibility', 'getBoundingClientRect'],
        ],
        [Document.prototype, ['querySelector', 'querySelectorAll']],
        [Array.prototype, ['flatMap', 'filter', 'some', 'includes', 'slice']],
        [Promise, ['race']],
        [globalThis, ['MutationObserver', 'OffscreenCanvas']],
      ];
      for (const [owner, names] of redefined) for (const name of names) Object.defineProperty(owner, name, { value: broken });
      Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', { get: broken });
      const tiles = document.getElementsByTagName('main')[0]?.firstElementChild?.children ?? [];
      setInterval(() => {
        for (const tile of tiles) {
          for (let step = 0; step < 50; step++) tile.setAttribute('data-flood', String(step));
          tile.append(document.createElement('hr'));
          tile.lastElementChild?.remove();
        }
      }, 5);
    };
    // Later, when the answer to this is gone: it needs the very things that are redefined.
    await stage.call.evaluate(`void setTimeout(${redefine.toString()}, 0)`);
    await expect.poll(() => tap.packets.length, PATIENCE).toBeGreaterThan(packets + 20);
    await expect.poll(() => tap.samples.slice(before).filter(({ number }) => number !== null).length, PATIENCE).toBeGreaterThan(60);
    const renamed = truth.people.map((person, index) => ({ ...person, names: [NAMES[index]?.[1] ?? '', ...person.names] }));
    const since = { samples: tap.samples.slice(before), packets: tap.packets.slice(packets) };
    expect(judge(since, { ...truth, people: renamed }, 'meet').misattributed.slice(0, 3)).toEqual([]);
  });

  it('hears nothing of it but its own complaints', () => {
    expect(stage.launched.consoleErrors.filter((line) => !line.endsWith(': redefined'))).toEqual([]);
  });
});

describe('a content script whose extension is gone', () => {
  it('stops, says what to do, and leaves the page in peace', async () => {
    await using stage = await openStage({ query: 'hold=first' });
    await stage.start();
    await stage.watching();
    const page = await stage.launched.context.newCDPSession(stage.call);
    /** Everything that is in the page, closed shadow roots too. */
    const markup = async () => JSON.stringify(await page.send('DOM.getDocument', { depth: -1, pierce: true }));
    expect(await markup()).not.toContain('Refresh this tab');
    await stage.launched.onboarding.evaluate('setTimeout(() => chrome.runtime.reload(), 50)');
    const reloadedAtMs = performance.now();
    await expect.poll(markup, { timeout: 5_000, interval: 20 }).toContain('Refresh this tab');
    console.log(`The page said so ${Math.round(performance.now() - reloadedAtMs)} ms after the extension was reloaded.`);
    expect(await stage.call.evaluate(`document.querySelector('moodline-notice').shadowRoot`)).toBeNull();
    expectQuietConsoles(stage);
  });
});

describe('two versions of the extension in one page', () => {
  it('read on side by side, and show names as text', async () => {
    const other = await copyExtension((manifest) => {
      manifest['version'] = '0.0.9';
    });
    const both = `${BUILT_EXTENSION},${other}`;
    await using stage = await openStage({ query: 'hold=first', args: [`--load-extension=${both}`, `--disable-extensions-except=${both}`] });
    const { context, onboarding } = stage.launched;
    await stage.start();
    await stage.watching();
    await expect.poll(() => context.pages().filter((page) => page.url().endsWith('onboarding/index.html')).length, PATIENCE).toBe(2);
    const second = context.pages().find((page) => page.url().endsWith('onboarding/index.html') && page !== onboarding);
    if (!second) throw new Error('No second extension.');
    await acceptMode(second, 'each');
    const panel = await context.newPage();
    await panel.goto(`${second.url().replace('pages/onboarding', 'panel')}?tabId=${stage.tabId}`);
    await panel.getByRole('button', { name: 'Start watching' }).click();
    const names = NAMES.slice(0, 6);
    await rename(stage, names);
    for (const one of [panel, stage.panel]) {
      await one.bringToFront();
      for (const [, name] of names) await one.getByRole('heading', { name, exact: true }).waitFor(PATIENCE);
      expect([await one.locator('img').count(), await one.title()]).toEqual([0, 'Moodline']);
    }
    expectQuietConsoles(stage);
  });
});
