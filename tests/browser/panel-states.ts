import type { Page } from 'playwright-core';
import { READING_STATES } from '../../src/core/reading.ts';
import type { PanelEvent } from '../../src/panel/source.ts';
import type { EngineStatus } from '../../src/wire/panel-live.ts';
import type { PanelHarness } from './harness/panel-harness.ts';
import {
  ended,
  emit,
  kept,
  live,
  loading,
  ready,
  review,
  smile,
  status,
  switchedOn,
  T0,
  talk,
  watching,
  type Part,
} from './panel-script.ts';
import type { Say, State } from './state.ts';

declare const harness: PanelHarness;

/** Every state that a tile can be in, and a name that does not fit. */
export const crowd: readonly Part[] = [
  ...READING_STATES.map((state) => ({ name: `Participant in state ${state}`, state })),
  { name: 'W'.repeat(80), self: true, certainty: 0.1, valence: -0.9 },
];

const told =
  (...events: readonly PanelEvent[]): State['arrange'] =>
  (page) =>
    emit(page, events);

/** Someone whose card says something, and a click on what is there for it. */
const watchingAna = (page: Page) => emit(page, [...switchedOn(), watching(), live(T0, [{ name: 'Ana' }], {})]);
const click = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const openAna = async (page: Page) => {
  await watchingAna(page);
  await click(page, 'Ana');
};
const judging = async (page: Page, say: Say) => {
  await watchingAna(page);
  await click(page, say('judge_label').replace('{name}', '\u2068Ana\u2069'));
};
const inCondition = (condition: Extract<EngineStatus, { phase: 'watching' }>['condition']): PanelEvent =>
  status({ phase: 'watching', condition, backend: 'wasm', detector: 'blaze', rateHz: 0.4, msPerTile: 32, tiles: 25, notices: [] });
const stopped = (reason: 'trouble' | 'access-removed' | 'user', trouble: 'no-tiles' | null = null): PanelEvent => ({
  type: 'watch',
  startedAtMs: null,
  stopped: { reason, trouble },
});
const OFFER: PanelEvent = { type: 'page', page: 'offered', site: null, origin: `https://${'long-name.'.repeat(8)}example` };

/** Everything that the panel can look like. */
const STATES: Readonly<Record<string, State['arrange']>> = {
  setup: told({ type: 'mode', mode: null }),
  idle: told(...ready()),
  'locked by the organisation': told({ type: 'policy', policy: { off: false, mode: 'me' } }, ...ready('me')),
  'switched off by the organisation': told({ type: 'policy', policy: { off: true, mode: null } }, { type: 'mode', mode: null }),
  'a start that is refused': async (page, say) => {
    await emit(page, ready());
    await page.evaluate(() => {
      harness.startAnswer = { ok: false, error: 'no-access' };
    });
    await click(page, say('panel_start'));
    await page.locator('[data-trouble]').waitFor();
  },
  'no video': told(...ready(), { type: 'page', page: 'no-video', site: null }),
  'a site with a long name is offered': told(...ready(), OFFER),
  'a site was taken back': told(...switchedOn(), watching(), stopped('access-removed'), OFFER),
  loading: told(...switchedOn(), loading('network', 0.5)),
  'only me, waiting': told(...switchedOn('me'), watching(), live(T0, [])),
  'a call of eight': (page) => emit(page, [...switchedOn(), watching(), ...talk], T0),
  'every state of a tile, and a notice': told(...switchedOn(), watching('storage-refused'), live(T0, crowd, { valence: -0.7 })),
  'a changed page': async (page, say) => {
    await emit(page, [...switchedOn(), watching('page-changed'), live(T0, [{ name: 'Participant 1' }])]);
    await click(page, say('panel_diagnostic'));
    await page.getByText(say('panel_diagnostic_copied')).waitFor();
  },
  limited: told(...switchedOn(), inCondition('limited'), live(T0, [{ name: 'Ana' }])),
  paused: told(...switchedOn(), inCondition('paused'), live(T0, [{ name: 'Ana', state: 'stalled' }])),
  'someone left': async (page) => {
    await emit(page, [...switchedOn(), watching(), live(T0, [{ name: 'Ana' }, { name: 'Bo' }])]);
    await emit(page, [live(T0 + 6_000, [{ name: 'Bo' }])], T0 + 6_000);
  },
  'catching up': told(...switchedOn(), watching(), ...talk, { type: 'disconnected' }),
  'the room': told(...switchedOn('room'), watching(), ...talk.map(roomOnly)),
  'too few faces': told(...switchedOn('room'), watching(), live(T0, [])),
  'stopped by a problem': told(...ready(), stopped('trouble', 'no-tiles')),
  'after the call': told(...ready(), ended, review(kept)),
  'after a call in which nothing was read': told(...ready(), ended, review({ ...kept, shares: null, undecided: false, moments: 0 })),
  'after a call that is not kept': told(...ready(), ended, review({ kept: false })),
  'the whole call, before its first slice': openAna,
  'the whole call, with its table': async (page, say) => {
    await openAna(page);
    await emit(page, [smile], T0 + 240_000);
    await page.locator('canvas').first().waitFor();
    await page.getByText(say('chart_table')).click();
  },
  'a note for a mark': async (page, say) => {
    await watchingAna(page);
    await click(page, say('bookmark'));
    await page.locator('#note').waitFor();
  },
  'a mark that is not kept': async (page, say) => {
    await watchingAna(page);
    await page.evaluate(() => {
      harness.bookmarkAnswer = { ok: false, error: 'storage-full' };
    });
    await click(page, say('bookmark'));
    await page.getByRole('alert').waitFor();
  },
  'a reading that is called wrong': judging,
  'a reading that was called wrong': async (page, say) => {
    await judging(page, say);
    await click(page, say('expression_fear'));
    await page.getByText(say('judge_counted')).waitFor();
  },
  'the notice for the room': async (page, say) => {
    await emit(page, ready());
    await click(page, say('tell'));
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
    await click(page, say('tell_copy'));
    await page.getByText(say('tell_by_hand')).waitFor();
  },
  'the question after an objection': async (page, say) => {
    await emit(page, [...switchedOn(), watching(), live(T0, [{ name: 'Ana' }])]);
    await click(page, say('objected'));
  },
  'an objection of which something is left': async (page, say) => {
    await emit(page, [...switchedOn(), watching()]);
    await page.evaluate(() => {
      harness.objectAnswer = { ok: true, value: { records: 3 } };
    });
    await click(page, say('objected'));
    await click(page, say('objected_yes'));
    await emit(page, [{ type: 'watch', startedAtMs: null, stopped: { reason: 'objected', trouble: null } }]);
    await page.locator('.notice').waitFor();
  },
  'the question before clearing': async (page, say) => {
    await emit(page, ready());
    await click(page, say('clear'));
  },
  'everything is cleared': async (page, say) => {
    await emit(page, ready());
    await click(page, say('clear'));
    await click(page, say('clear_yes'));
    await page.locator('.notice-done').waitFor();
  },
};

function roomOnly(event: PanelEvent): PanelEvent {
  return event.type === 'engine' && event.message.type === 'live' ? { ...event, message: { ...event.message, readings: [] } } : event;
}

export const PANEL_STATES: readonly (readonly [name: string, State])[] = Object.entries(STATES).map(
  ([name, arrange]) => [`panel: ${name}`, { path: 'panel.html?', arrange }] as const,
);
