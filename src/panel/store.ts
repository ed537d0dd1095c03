import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { err, ok, type Result } from '../core/result.ts';
import type { Trouble } from '../core/trouble.ts';
import type { ClearProof, ForgetProof } from '../wire/commands.ts';
import { type CardOrder, FIRST_ORDER, nextOrder, type Sorting } from './card-order.ts';
import { type Card, cards, INITIAL_STATE, phaseOf, reduce, type PanelState, type Phase } from './panel-state.ts';
import type { PanelEvent, PanelPage, PanelSource } from './source.ts';

/** What the panel has asked for and not been answered yet. */
type Request = 'start' | 'stop' | 'object' | 'clear';

/** What the components read and may ask for. */
export interface PanelStore {
  readonly state: ReadonlySignal<PanelState>;
  readonly phase: ReadonlySignal<Phase | null>;
  /** In the order that was chosen. */
  readonly cards: ReadonlySignal<readonly Card[]>;
  readonly sorting: ReadonlySignal<Sorting>;
  readonly nowMs: ReadonlySignal<number>;
  /** A request to start, stop or clear is on its way. */
  readonly pending: ReadonlySignal<Request | null>;
  /** Why the last start was refused. */
  readonly refused: ReadonlySignal<Trouble | null>;
  /** What the last clean-up left behind, or why it failed. */
  readonly cleared: ReadonlySignal<Result<ClearProof, Trouble> | null>;
  /** What the deletion of one call left of it, or why it failed. */
  readonly forgotten: ReadonlySignal<Result<ForgetProof, Trouble> | null>;
  apply(event: PanelEvent): void;
  /** Time passes even when nothing happens. */
  tick(): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Asks for access to the site that is offered, and starts there. */
  watchSite(): Promise<void>;
  object(): Promise<void>;
  clear(): Promise<void>;
  openPage(page: PanelPage): void;
  sortBy(sorting: Sorting): void;
  /** @returns whether a diagnostic of the page is on the clipboard now */
  copyDiagnostic(): Promise<boolean>;
}

/** @param now the clock, in ms since the epoch */
export function createPanelStore(source: PanelSource, now: () => number): PanelStore {
  const state = signal(INITIAL_STATE);
  const nowMs = signal(now());
  const pending = signal<Request | null>(null);
  const refused = signal<Trouble | null>(null);
  const cleared = signal<Result<ClearProof, Trouble> | null>(null);
  const forgotten = signal<Result<ForgetProof, Trouble> | null>(null);
  const phase = computed(() => {
    const told = phaseOf(state.value, nowMs.value);
    const mayStart = told !== null && told !== 'setup' && told !== 'switched-off';
    return mayStart && refused.value !== null ? 'stopped' : told;
  });

  const sorting = signal<Sorting>('name');
  let order: CardOrder = FIRST_ORDER;
  const inOrder = computed(() => {
    const shown = new Map(cards(state.value).map((card) => [card.person.id, card]));
    order = nextOrder(
      order,
      [...shown.values()].map(({ person }) => person),
      sorting.value,
      state.value.liveMs ?? 0,
    );
    return order.ids.flatMap((id) => shown.get(id) ?? []);
  });

  async function request(name: Request, work: () => Promise<void>): Promise<void> {
    if (pending.value !== null) return;
    pending.value = name;
    try {
      await work();
    } finally {
      pending.value = null;
    }
  }

  /** Runs up to the source's answer without a pause: a permission is asked for inside the click only. */
  const begin = (ask: () => Promise<Result<null, Trouble>>): Promise<void> =>
    request('start', async () => {
      refused.value = null;
      cleared.value = null;
      forgotten.value = null;
      const answer = await settled(ask());
      if (!answer.ok) refused.value = answer.error;
    });

  return {
    state,
    phase,
    cards: inOrder,
    sorting,
    nowMs,
    pending,
    refused,
    cleared,
    forgotten,
    apply: (event) =>
      batch(() => {
        nowMs.value = now();
        state.value = reduce(state.value, event, nowMs.value);
        // A refusal was about the page, the mode or the call as it was.
        if (event.type !== 'engine' && event.type !== 'disconnected') refused.value = null;
      }),
    tick: () => {
      nowMs.value = now();
    },
    start: () => begin(() => source.start()),
    watchSite: () => {
      const { offer } = state.value;
      return offer === null ? Promise.resolve() : begin(() => source.watchSite(offer));
    },
    stop: () =>
      request('stop', async () => {
        const answer = await settled(source.stop().then(() => ok(null)));
        if (!answer.ok) refused.value = answer.error;
      }),
    object: () =>
      request('object', async () => {
        forgotten.value = null;
        forgotten.value = await settled(source.object());
      }),
    clear: () =>
      request('clear', async () => {
        cleared.value = null;
        forgotten.value = null;
        cleared.value = await settled(source.clear());
      }),
    openPage: (page) => source.openPage(page),
    sortBy: (by) => {
      sorting.value = by;
    },
    copyDiagnostic: () => source.copyDiagnostic(),
  };
}

/** An unexpected rejection is logged, and is still a sentence in the panel. */
async function settled<T>(answer: Promise<Result<T, Trouble>>): Promise<Result<T, Trouble>> {
  try {
    return await answer;
  } catch (error) {
    console.error(error);
    return err('engine-failed');
  }
}
