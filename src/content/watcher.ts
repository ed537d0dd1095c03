import type { SessionId } from '../core/identity.ts';
import type { Mode } from '../core/mode.ts';
import { isAlive, pageText } from '../platform/browser.ts';
import { tellBackground } from '../platform/messages.ts';
import { openChannel } from '../platform/ports.ts';
import { type ContentToEngine, type EngineToContent, engineToContentSchema, FRAMES_PORT } from '../wire/frames.ts';
import { Capture } from './capture.ts';
import { hideNotice, showNotice } from './notice.ts';
import { sendFrames } from './sending.ts';
import type { TileFinder } from './tile.ts';

/** How long, and in how many ticks, a call must be gone until it counts as over: a page that re-renders is out of
 * the call for a moment, while the screen after a call is unmistakable. */
const GONE = { ticks: 3, forMs: 1_000 };
const ENDED = { ticks: 2, forMs: 0 };
/** Pause before the background is asked to bring the engine back. */
const REVIVE_AFTER_MS = 300;
/** How often it is looked whether the extension is there: nobody tells an orphaned script. */
const LOOK_MS = 3_000;

type Tick = Extract<EngineToContent, { type: 'tick' }>;

/** Answers the engine's ticks with the newest frames, from "Start watching" until `signal` aborts. */
export function watch(finder: TileFinder, session: SessionId, mode: Mode, signal: AbortSignal): void {
  const channel = openChannel<ContentToEngine, typeof engineToContentSchema>(`${FRAMES_PORT}/${session}`, engineToContentSchema);
  const capture = new Capture();
  const over = new AbortController();
  const notice = { sentence: pageText('notice_refresh'), close: pageText('notice_close') };
  const mine = () => (mode === 'me' ? finder.tiles().filter(({ self }) => self) : finder.tiles());
  const releases = new Map<number, () => void>();
  let gone: { ticks: number; sinceMs: number } | null = null;

  const end = () => {
    if (over.signal.aborted) return;
    over.abort();
    clearInterval(lookout);
    finder.rest();
    if (isAlive()) channel.close();
  };
  const endIfOrphaned = () => {
    if (over.signal.aborted || isAlive()) return;
    end();
    showNotice(document, notice);
  };
  const lookout = setInterval(endIfOrphaned, LOOK_MS);
  signal.addEventListener('abort', end, { once: true, signal: over.signal });
  hideNotice(document);

  const answer = async ({ tick, only, enough }: Tick, encoded: () => void) => {
    if (!isAlive()) return;
    const start = performance.now();
    const state = finder.callState();
    const stateMs = performance.now() - start;
    gone = state === 'in-call' ? null : { ticks: (gone?.ticks ?? 0) + 1, sinceMs: gone?.sinceMs ?? performance.now() };
    const limit = state === 'ended' ? ENDED : GONE;
    if (gone && gone.ticks >= limit.ticks && performance.now() - gone.sinceMs >= limit.forMs) {
      tellBackground({ to: 'background', type: 'call-ended', sessionId: session });
      return;
    }
    const released = new Promise<void>((resolve) => releases.set(tick, resolve));
    const sides = new Map(enough.map(({ participant, sidePx }) => [participant as string, sidePx]));
    const frames = await capture.take(tick, only && new Set(only), sides, mine, released, encoded);
    releases.delete(tick);
    if (over.signal.aborted || !isAlive()) return;
    const { scanMs, captureMs } = frames;
    sendFrames(channel, { ...frames, health: finder.health(), scanMs: scanMs + stateMs, captureMs: captureMs + stateMs });
    capture.giveBack(frames);
  };
  // One picture at a time, and the newest question: a page that was frozen finds a heap of old ones.
  let next: Tick | null = null;
  let answering = false;
  const answerNewest = async () => {
    answering = true;
    try {
      for (let tick = next; tick; tick = next) {
        next = null;
        const newest = tick;
        await new Promise<void>((encoded, fail) => void answer(newest, encoded).then(encoded, fail));
      }
    } finally {
      answering = false;
    }
  };
  channel.onMessage((message) => {
    if (message.type === 'release') return releases.get(message.tick)?.();
    next = message;
    if (!answering) void answerNewest();
  });
  if (finder.callState() === 'in-call') capture.observe(mine());

  channel.onClose(() => {
    // The page is well, so the engine is gone: have it brought back. The background answers with a new watch.
    setTimeout(() => {
      if (!over.signal.aborted && isAlive()) tellBackground({ to: 'background', type: 'engine-lost', sessionId: session });
    }, REVIVE_AFTER_MS);
  });
}
