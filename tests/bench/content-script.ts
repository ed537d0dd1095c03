import { medianAndP95 } from '../../src/core/schedule.ts';
import { MEET, startCallServer } from '../driver/call-server.ts';
import { acceptMode } from '../driver/consent.ts';
import { BUILT_EXTENSION } from '../driver/extension-copy.ts';
import { launch, openPanelTab } from '../driver/launch.ts';
import { tapFrames } from '../e2e/frames-tap.ts';
import { SPARING_FPS } from './extension.ts';

/** Milliseconds of the call page's own thread per tick. */
export interface ContentScriptCost {
  readonly tiles: number;
  readonly ticks: number;
  /** Finding the tiles and, a moment later, seeing whether they are the same. */
  readonly scanMs: { readonly median: number; readonly p95: number };
  /** All of it: finding, drawing, handing the picture over to be encoded. */
  readonly captureMs: { readonly median: number; readonly p95: number };
}

const EVERY_MS = 500;
const LONGEST_MS = 120_000;

/**
 * What the built content script costs on the demo call of Meet, asked twice a second while the engine reads as well, in a call that
 * leaves it a processor: by the clock, which in a crowded one counts waiting.
 * @param tiles 2 to 50, the user's own among them
 * @param ticks how many to measure, once all tiles are there
 * @throws Error if that many tiles never come
 */
export async function measureContentScript(tiles: number, ticks: number): Promise<ContentScriptCost> {
  const server = await startCallServer({ site: MEET });
  const launched = await launch({ extension: BUILT_EXTENSION, headless: true, maps: [{ host: MEET.host, port: server.port }] });
  try {
    // Before the call, which keeps a slow machine busy.
    await acceptMode(launched.onboarding, 'each');
    const call = await launched.context.newPage();
    await call.goto(`https://${MEET.host}/abc-defg-hij?hold=first&people=${tiles - 1}&fps=${SPARING_FPS}`);
    const panel = await openPanelTab(launched, call);
    // tsx marks the names of functions, also of those that it sends into a page.
    await launched.onboarding.evaluate('globalThis.__name = (named) => named');
    const tap = await tapFrames({ launched }, EVERY_MS);
    await call.bringToFront();
    await panel.getByRole('button', { name: 'Start watching' }).click();
    const full = () => tap.packets.filter(({ live }) => live === tiles);
    for (const start = performance.now(); full().length < ticks; await new Promise((resolve) => setTimeout(resolve, EVERY_MS)))
      if (performance.now() - start > LONGEST_MS) throw new Error(`Only ${full().length} ticks with ${tiles} tiles in ${LONGEST_MS} ms.`);
    const of = (values: (packet: (typeof tap.packets)[number]) => number) => medianAndP95(full().slice(-ticks).map(values));
    return { tiles, ticks, scanMs: of(({ scanMs }) => scanMs), captureMs: of(({ captureMs }) => captureMs) };
  } finally {
    await launched.close();
    await server.close();
  }
}
