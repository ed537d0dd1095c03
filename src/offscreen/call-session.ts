import { type EngineEvent, type EngineState, FIRST_STATE, nextState } from '../core/engine-state.ts';
import type { Plan } from '../core/governor.ts';
import type { Millis } from '../core/identity.ts';
import { PAGE_ANSWER_MS, PAGE_SILENT_MS } from '../core/patience.ts';
import type { Reading } from '../core/reading.ts';
import { roomOf } from '../core/room.ts';
import type { StopReason, Trouble } from '../core/trouble.ts';
import type { Channel } from '../platform/ports.ts';
import type { OpenSession } from '../wire/commands.ts';
import type { EngineSettings } from '../wire/settings.ts';
import { type ContentToEngine, type EngineToContent, type Frames, type FrameTile, HOLD_MS, type PageHealth } from '../wire/frames.ts';
import type { DetailRequest, EngineStatus, EngineToPanel, LiveTick } from '../wire/panel-live.ts';
import { FrameAssembly } from './frame-assembly.ts';
import { LiveHistoryKeeper } from './live-history.ts';
import { MoodTracks } from './mood-tracks.ts';
import { Pacer } from './pacer.ts';
import { PictureSizes } from './picture-sizes.ts';
import type { Power } from './power.ts';
import { Recorder } from './recorder.ts';
import type { VisionSupervisor } from './vision-supervisor.ts';

/** So many people are read first, that something is seen soon; each of them has to be searched for. */
const READ_FIRST = 3;
/** A page's tiles count only once they have stayed the same for a while: until the first does, the page is asked often. */
const SETTLING = { forMs: 2_000, everyMs: 150 } as const;
/** A call in which no tile is found for this long is told so. */
const NO_TILES_AFTER_MS = 5_000;
/** A page whose timers are late, because its tab is hidden, is told that its frames were held long enough. */
const RELEASE_AFTER_MS = HOLD_MS + 50;
/** How far the clocks of two processes may lie apart. */
const CLOCK_TOLERANCE_MS = 100;

/** Pictures that came in answer to a tick. */
interface Arrived {
  readonly frames: Frames;
  /** Which were asked for. */
  readonly plan: Plan;
  readonly askedAtMs: number;
  readonly atMs: number;
}

/** What a session needs of the vision worker. */
type Vision = Pick<VisionSupervisor, 'state' | 'analyse'>;
type FramesChannel = Channel<EngineToContent, ContentToEngine>;

/** One watched call: drives the ticks, follows each participant, tells panels and recorder. */
export class CallSession {
  readonly open: OpenSession;
  readonly #vision: Vision;
  readonly #tell: (message: EngineToPanel) => void;
  readonly #now: () => number;
  readonly #recorder: Recorder;
  readonly #history: LiveHistoryKeeper;
  readonly #notices = new Set<Trouble>();
  readonly #tracks = new MoodTracks();
  readonly #sizes = new PictureSizes();
  readonly #pacer: Pacer;
  #state: EngineState;
  #settings: EngineSettings;
  #plan: Plan;
  #channel: FramesChannel | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #release: ReturnType<typeof setTimeout> | undefined;
  #tick = 0;
  /** Whether the last tick still waits for its answer. */
  #asked = false;
  #sentAtMs = 0;
  /** When the first tick was sent that has no answer yet. */
  #askedSinceMs = 0;
  #dropped = 0;
  #busy = false;
  /** What came while the pictures before it are still looked at: never more than one, since none is asked for meanwhile. */
  #next: Arrived | null = null;
  #shown: LiveTick | null = null;
  /** Null before the first tick. */
  #lastTileAtMs: number | null = null;
  #over = false;

  constructor(open: OpenSession, vision: Vision, tell: (message: EngineToPanel) => void, now: () => number, power: Power) {
    this.open = open;
    this.#settings = open.settings;
    this.#vision = vision;
    this.#tell = tell;
    this.#now = now;
    this.#pacer = new Pacer(power);
    // Another session may have had the worker loaded before.
    this.#state = vision.state.phase === 'ready' ? nextState(FIRST_STATE, { type: 'loaded' }) : FIRST_STATE;
    this.#plan = this.#pacer.plan(this.#settings, now());
    this.#history = new LiveHistoryKeeper(open.startedAtMs as Millis);
    this.#recorder = new Recorder(open, (trouble) => {
      this.#notice('storage-refused', trouble === 'storage-refused');
      this.#notice('storage-full', trouble === 'storage-full');
    });
  }

  /** Obeys changed settings from the next tick on. */
  configure(settings: EngineSettings): void {
    this.#settings = settings;
    this.#recorder.keepNames(settings.names === 'kept');
  }

  /** Takes the call page's channel; a newer one replaces an older one.
   * @param onMisfit gets every message that is no frame packet */
  attach(channel: FramesChannel, onMisfit?: (message: unknown) => void): void {
    this.#channel?.close();
    this.#channel = channel;
    const assembly = new FrameAssembly();
    channel.onMessage((message) => {
      const frames = assembly.take(message);
      if (frames) this.#take(frames);
    }, onMisfit);
    this.#scheduleTick(0);
  }

  /** Whether `channel` is the one in use. */
  isAttachedTo(channel: FramesChannel): boolean {
    return this.#channel === channel;
  }

  /** What a panel needs to know when it connects: the last tick too, or it would show nobody until the next one. */
  greeting(): EngineToPanel[] {
    const last = this.#shown && this.#now() - this.#shown.capturedAtMs < PAGE_SILENT_MS ? [this.#shown] : [];
    return [{ type: 'status', status: this.#status() }, this.#history.message(this.open.mode), ...last];
  }

  /** What a panel asked for: one line of the call so far. In mode `room` nobody but the room has one. */
  async detail({ participant, after }: DetailRequest): Promise<EngineToPanel> {
    const asked = this.open.mode === 'room' ? null : participant;
    const line = asked === participant ? await this.#recorder.lineOf(asked, after) : [];
    return { type: 'detail', participant, after, points: line };
  }

  /** Takes what happened to vision or page, and tells panels what it comes to. */
  take(event: EngineEvent): void {
    this.#state = nextState(this.#state, event);
    this.#tellStatus();
  }

  #tellStatus(): void {
    this.#tell({ type: 'status', status: this.#status() });
  }

  async end(reason: StopReason): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#release);
    this.#channel?.close();
    await this.#recorder.end(this.#now(), reason);
  }

  #scheduleTick(delayMs: number): void {
    clearTimeout(this.#timer);
    if (this.#over) return;
    this.#timer = setTimeout(() => {
      if (this.#vision.state.phase === 'ready' && !this.#next) {
        if (!this.#asked) this.#askedSinceMs = this.#now();
        else if (this.#now() - this.#askedSinceMs >= PAGE_SILENT_MS) this.take({ type: 'page-silent' });
        this.#sentAtMs = this.#now();
        this.#asked = true;
        this.#lastTileAtMs ??= this.#sentAtMs;
        const tick = ++this.#tick;
        this.#plan = this.#pacer.plan(this.#settings, this.#sentAtMs);
        const { wanted } = this.#plan;
        const only = wanted && [...wanted];
        this.#channel?.send({ type: 'tick', tick, only, enough: this.#sizes.enough(wanted) });
        clearTimeout(this.#release);
        this.#release = setTimeout(() => this.#channel?.send({ type: 'release', tick }), RELEASE_AFTER_MS);
        this.#scheduleTick(PAGE_ANSWER_MS);
      } else this.#scheduleTick(50);
    }, delayMs);
  }

  #take(frames: Frames): void {
    // Latest wins: an answer to an older tick, a second one, or one with a time outside its tick is dropped.
    if (!this.#asked || frames.tick !== this.#tick || this.#over || !this.#isOfThisTick(frames.capturedAtMs)) {
      this.#dropped++;
      return;
    }
    this.#asked = false;
    this.#state = nextState(this.#state, { type: 'page-answers' });
    clearTimeout(this.#timer);
    clearTimeout(this.#release);
    this.#next = { frames, plan: this.#plan, askedAtMs: this.#sentAtMs, atMs: this.#now() };
    if (!this.#busy) void this.#lookAtAll();
  }

  async #lookAtAll(): Promise<void> {
    this.#busy = true;
    try {
      for (let next = this.#next; next && !this.#over && this.#vision.state.phase === 'ready'; next = this.#next) {
        this.#next = null;
        await this.#lookAt(next);
      }
    } finally {
      this.#busy = false;
      // Pictures that cannot be looked at any more are asked for anew.
      if (this.#next) this.#scheduleTick(0);
      this.#next = null;
    }
  }

  async #lookAt({ frames, plan: { wanted, effort }, askedAtMs, atMs: arrivedAtMs }: Arrived): Promise<void> {
    // The page was asked for the own tile alone in mode `me`, but it is not the one to be trusted with that.
    const tiles = frames.tiles.filter(({ self }) => this.#isRead(self, frames.health));
    const pictured = tiles.filter((tile) => tile.state === 'live' && tile.place);
    const live = this.#tracks.isEmpty ? pictured.slice(0, READ_FIRST) : pictured;
    const awaited = new Set(pictured.slice(live.length));
    // Who was not asked for has no picture in this tick, and no reading.
    const isTold = (tile: FrameTile) =>
      !awaited.has(tile) && (!wanted || tile.state !== 'live' || tile.place !== null || wanted.includes(tile.participant));
    const told = tiles.filter(isTold);
    const keyed = live.flatMap(({ participant, streamEpoch, place }) =>
      place ? [{ place, key: { track: `${this.open.sessionId} ${participant}`, streamEpoch } }] : [],
    );
    const begunAtMs = this.#now();
    this.#pacer.begin(tiles, told, frames.capturedAtMs);
    // The next pictures are taken while these are looked at.
    const isSettling = this.#tracks.isEmpty && tiles.length === 0 && begunAtMs - (this.#lastTileAtMs ?? 0) < SETTLING.forMs;
    const intervalMs = isSettling ? SETTLING.everyMs : this.#pacer.plan(this.#settings, begunAtMs).intervalMs;
    // The clock may have been set meanwhile: never wait longer than the interval itself.
    const restMs = Math.min(intervalMs, askedAtMs + intervalMs - begunAtMs);
    this.#scheduleTick(Math.max(0, restMs, this.#pacer.leadMs(keyed.length)));
    const analysed = frames.atlas && keyed.length > 0 ? await this.#vision.analyse(frames.atlas, keyed, effort) : null;
    if (this.#over || (keyed.length > 0 && !analysed)) return;
    const sights = new Map(live.map((tile, index) => [tile, analysed?.sights[index]]));
    this.#sizes.take(live, analysed?.eyeDistancesPx ?? []);
    this.#sizes.keep(tiles);
    const readings = this.#tracks.read(told, sights, this.#settings.doubt, frames.capturedAtMs as Millis);
    const workMs = (analysed ? analysed.decodeMs + analysed.detectMs + analysed.classifyMs : 0) + frames.captureMs;
    const tick = { askedAtMs, arrivedAtMs, begunAtMs, readAtMs: this.#now(), workMs, read: keyed.length };
    this.#pacer.take(readings, tick, frames.droppedShare ?? null);
    this.#state = nextState(this.#state, { type: effort === 'low' ? 'strained' : 'eased' });
    this.#show(frames, readings, {
      capture: frames.captureMs,
      encode: frames.encodeMs,
      transport: Math.max(0, arrivedAtMs - frames.capturedAtMs - frames.captureMs - frames.encodeMs - (frames.heldMs ?? 0)),
      decode: analysed?.decodeMs ?? 0,
      detect: analysed?.detectMs ?? 0,
      classify: analysed?.classifyMs ?? 0,
    });
    this.#tellStatus();
  }

  /** Whether a tile is looked at at all. */
  #isRead(self: boolean, health: PageHealth): boolean {
    if (this.#needsOwnTile(health)) return false;
    return this.open.mode === 'me' ? self : !self || this.#settings.ownTile;
  }

  /** Numbered tiles do not tell which is the user's own: where that matters, nobody is read. */
  #needsOwnTile(health: PageHealth): boolean {
    return health === 'tiles-missing' && (this.open.mode === 'me' || !this.#settings.ownTile);
  }

  /** Page and engine share one clock, so a picture lies between its question and now. */
  #isOfThisTick(capturedAtMs: number): boolean {
    return capturedAtMs >= this.#sentAtMs - CLOCK_TOLERANCE_MS && capturedAtMs <= this.#now() + CLOCK_TOLERANCE_MS;
  }

  #show({ tick, capturedAtMs, health }: Frames, readings: readonly Reading[], stages: LiveTick['stages']): void {
    const atMs = capturedAtMs as Millis;
    if (readings.length > 0) this.#lastTileAtMs = this.#now();
    this.#notice('own-tile-unknown', this.#needsOwnTile(health));
    this.#notice('page-changed', health !== 'well' && !this.#needsOwnTile(health));
    const noTiles = this.#now() - (this.#lastTileAtMs ?? this.#now()) > NO_TILES_AFTER_MS;
    this.#notice('no-tiles', noTiles && health === 'well');

    const room = roomOf([...readings, ...this.#pacer.awaiting(readings)], atMs);
    this.#history.take(readings, room);
    this.#recorder.take(readings, room);
    const shown = this.open.mode === 'room' ? [] : [...readings];
    this.#shown = { type: 'live', tick, capturedAtMs: atMs, room, readings: shown, stages, dropped: this.#dropped };
    this.#tell(this.#shown);
  }

  #notice(trouble: Trouble, on: boolean): void {
    if (on) this.#notices.add(trouble);
    else this.#notices.delete(trouble);
  }

  #status(): EngineStatus {
    const [state, vision] = [this.#state, this.#vision.state];
    if (state.phase === 'stopped') return state;
    if (state.phase === 'starting' || state.phase === 'catching-up')
      return { phase: 'loading', step: state.step, progress: state.progress };
    return {
      phase: 'watching',
      condition: state.phase === 'watching' ? 'well' : state.phase,
      backend: vision.phase === 'ready' ? vision.backend : 'wasm',
      detector: vision.phase === 'ready' ? vision.detector : '',
      ...this.#pacer.figures(),
      notices: [...this.#notices],
    };
  }
}
