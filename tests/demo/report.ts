import { medianAndP95 } from '../../src/core/schedule.ts';
import { topExpression } from '../../src/core/expression.ts';
import type { Reading } from '../../src/core/reading.ts';
import type { EngineStatus, LiveTick } from '../../src/wire/panel-live.ts';
import type { Collected } from '../driver/collector.ts';
import type { CpuSeconds } from '../driver/cpu.ts';

/** One reading as the driver prints it. `expression`, `valence`, `arousal` and `certainty` only where there is a mood;
 * `relative` once a minute of that face was read. */
export function readingLine({ participant, name, atMs, state, mood, relative }: Reading): Record<string, unknown> {
  return { type: 'reading', atMs, participant: name || participant, state, ...mood, ...(relative ? { relative } : {}) };
}

/** The same for people. */
export function readingText({ name, participant, state, mood }: Reading): string {
  const said = mood
    ? `reads as ${topExpression(mood.expression)} (certainty ${mood.certainty.toFixed(2)}, valence ${mood.valence.toFixed(2)})`
    : state;
  return `${(name || participant).padEnd(12)} ${said}`;
}

/** Adds up what the engine said during a run. */
export class RunReport {
  readonly #ticks: { readonly live: LiveTick; readonly latencyMs: number }[] = [];
  #status: EngineStatus | null = null;
  #readings = 0;
  readonly #byParticipant = new Map<string, Record<string, number>>();

  take({ message, arrivedAtMs }: Collected): readonly Reading[] {
    if (message.type === 'status') this.#status = message.status;
    if (message.type !== 'live') return [];
    this.#ticks.push({ live: message, latencyMs: arrivedAtMs - message.capturedAtMs });
    for (const { name, participant, state } of message.readings) {
      const counts = this.#byParticipant.get(name || participant) ?? {};
      counts[state] = (counts[state] ?? 0) + 1;
      this.#byParticipant.set(name || participant, counts);
      this.#readings++;
    }
    return message.readings;
  }

  get readings(): number {
    return this.#readings;
  }

  get rooms(): number {
    return this.#ticks.filter(({ live }) => live.room.mood).length;
  }

  /** @param cpu share of one core by kind of process, or null where it cannot be measured */
  summary(seconds: number, cpu: CpuSeconds | null, sentence: string | null): Record<string, unknown> {
    const lives = this.#ticks.map(({ live }) => live);
    const stage = (read: (tick: LiveTick) => number) => rounded(medianAndP95(lives.map(read)));
    const tiles = lives.map(({ readings }) => readings.length);
    const watching = this.#status?.phase === 'watching' ? this.#status : null;
    return {
      type: 'summary',
      seconds: Math.round(seconds * 10) / 10,
      ticks: lives.length,
      readings: this.#readings,
      rateHz: Math.round((lives.length / seconds) * 100) / 100,
      participants: Object.fromEntries(this.#byParticipant),
      tiles: Math.max(0, ...tiles),
      dropped: lives.at(-1)?.dropped ?? 0,
      backend: watching?.backend ?? null,
      detector: watching?.detector ?? null,
      msPerTile: watching ? Math.round(watching.msPerTile * 10) / 10 : null,
      ms: {
        capture: stage(({ stages }) => stages.capture),
        encode: stage(({ stages }) => stages.encode),
        transport: stage(({ stages }) => stages.transport),
        decode: stage(({ stages }) => stages.decode),
        detect: stage(({ stages }) => stages.detect),
        classify: stage(({ stages }) => stages.classify),
        tileToPanel: rounded(medianAndP95(this.#ticks.map(({ latencyMs }) => latencyMs))),
      },
      cpuShareOfOneCore: cpu,
      notices: watching?.notices ?? [],
      said: sentence,
    };
  }
}

const rounded = ({ median, p95 }: { median: number; p95: number }) => ({
  median: Math.round(median * 10) / 10,
  p95: Math.round(p95 * 10) / 10,
});
