import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Charted } from '../charts/chart-data.ts';
import type { Expression } from '../core/expression.ts';
import type { ParticipantId } from '../core/identity.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { Trouble } from '../core/trouble.ts';
import type { ClearProof, ForgetProof } from '../wire/commands.ts';
import { type CardOrder, FIRST_ORDER, nextOrder, type Sorting } from './card-order.ts';
import { chartedDetail } from './detail.ts';
import { type Card, cards, INITIAL_STATE, phaseOf, reduce, type PanelState, type Phase } from './panel-state.ts';
import type { PanelEvent, PanelPage, PanelSource } from './source.ts';

/** What the panel has asked for and not been answered yet. */
type Request = 'start' | 'stop' | 'decide' | 'object' | 'clear';

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
  /** Whether the call that has just ended is kept. */
  decide(answer: 'keep' | 'discard'): Promise<void>;
  /** Opens it in the history. */
  openCall(): void;
  /** Asks for access to the site that is offered, and starts there. */
  watchSite(): Promise<void>;
  object(): Promise<void>;
  clear(): Promise<void>;
  openPage(page: PanelPage): void;
  sortBy(sorting: Sorting): void;
  /** @returns whether a diagnostic of the page is on the clipboard now */
  copyDiagnostic(): Promise<boolean>;
  /** Whose whole call is shown in place of the cards: null is the room, undefined nobody. */
  readonly opened: ReadonlySignal<ParticipantId | null | undefined>;
  /** Null until the first answer. */
  readonly charted: ReadonlySignal<Charted | null>;
  openDetail(subject: ParticipantId | null): void;
  closeDetail(): void;
  /** Whether the detail of this subject was just closed; says so once. */
  returnsTo(subject: ParticipantId | null): boolean;
  /** The mark that a note is being asked for, by its moment. */
  readonly noting: ReadonlySignal<number | null>;
  /** Why the last mark was not kept. */
  readonly markTrouble: ReadonlySignal<Trouble | null>;
  mark(): Promise<void>;
  /** Keeps a note, which may be empty. */
  note(atMs: number, note: string): Promise<void>;
  /** @returns whether the answer was counted */
  judge(said: Expression, answer: 'right' | 'wrong'): Promise<boolean>;
}

/** How often what is new of an open line is asked for. */
const ASK_EVERY_MS = 5_000;

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

  const opened = signal<ParticipantId | null | undefined>(undefined);
  let closed: ParticipantId | null | undefined;
  const noting = signal<number | null>(null);
  const markTrouble = signal<Trouble | null>(null);
  let marked = Promise.resolve(true);
  let askedAtMs = Number.NEGATIVE_INFINITY;
  const detail = computed(() => {
    const known = state.value.detail;
    return known !== null && known.participant === opened.value ? known : null;
  });
  const charted = computed(() => {
    const { startedAtMs } = state.value.watch;
    return detail.value && startedAtMs !== null ? chartedDetail(detail.value, startedAtMs, state.value.bookmarks) : null;
  });

  function askForDetail(): void {
    const participant = opened.value;
    if (participant === undefined || state.value.watch.startedAtMs === null) return;
    askedAtMs = nowMs.value;
    source.askDetail({ type: 'detail', participant, after: detail.value?.points.at(-1)?.sequence ?? -1 });
  }

  async function keepMark(atMs: number, note: string): Promise<boolean> {
    const answer = await settled(source.bookmark({ atMs, note }));
    markTrouble.value = answer.ok ? null : answer.error;
    return answer.ok;
  }

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
        // Nobody's line outlives the call, or a mode in which it is not shown.
        if (event.type === 'mode' || (event.type === 'watch' && event.startedAtMs === null)) opened.value = undefined;
        if (event.type === 'watch' && event.startedAtMs === null) noting.value = null;
      }),
    tick: () => {
      nowMs.value = now();
      if (nowMs.value - askedAtMs >= ASK_EVERY_MS) askForDetail();
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
    decide: (answer) =>
      request('decide', async () => {
        const done = await settled(source.decide(answer).then(() => ok(null)));
        if (!done.ok) refused.value = 'storage-refused';
      }),
    openCall: () => {
      const { review } = state.value;
      if (review?.kept) source.openCall(review.id);
    },
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
    opened,
    charted,
    openDetail: (subject) => {
      opened.value = subject;
      askForDetail();
    },
    closeDetail: () => {
      closed = opened.value;
      opened.value = undefined;
    },
    returnsTo: (subject) => {
      if (closed !== subject) return false;
      closed = undefined;
      return true;
    },
    noting,
    markTrouble,
    mark: async () => {
      const atMs = now();
      // Asked for at once: what is typed while the mark is being kept belongs into its note.
      noting.value = atMs;
      marked = keepMark(atMs, '');
      if (!(await marked) && noting.value === atMs) noting.value = null;
    },
    note: async (atMs, note) => {
      // After the mark itself, which would empty the note again.
      await marked;
      if ((note === '' || (await keepMark(atMs, note))) && noting.value === atMs) noting.value = null;
    },
    judge: async (said, answer) => (await settled(source.judge(said, answer))).ok,
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
