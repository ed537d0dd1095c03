import * as v from 'valibot';
import type { SessionId } from '../core/identity.ts';
import type { StopReason, Trouble } from '../core/trouble.ts';
import { onCommand, tellBackground } from '../platform/messages.ts';
import { type Channel, onChannel } from '../platform/ports.ts';
import { aboutToEngineSchema, backgroundToEngineSchema, type EngineReport } from '../wire/commands.ts';
import { watchRequests } from '../platform/request-log.ts';
import { contentToEngineSchema, type EngineToContent, FRAMES_PORT } from '../wire/frames.ts';
import { type DetailRequest, type EngineToPanel, LIVE_PORT, panelToEngineSchema } from '../wire/panel-live.ts';
import { CallSession } from './call-session.ts';
import { followPower } from './power.ts';
import { VisionSupervisor } from './vision-supervisor.ts';

// The engine: one vision worker, one session per watched tab, any number of panels. It is the clock.

const now = () => Date.now();
const power = followPower();
const sessions = new Map<SessionId, CallSession>();
const panels = new Set<{ readonly tabId: number; readonly channel: Channel<EngineToPanel, DetailRequest> }>();
/** Sessions whose last records are still being written. */
const endings = new Set<Promise<void>>();
let vision: VisionSupervisor | null = null;

watchRequests();
// This document is only there to watch: what has to be loaded is, while the page beside it is still asked.
startVision();

function startVision(): VisionSupervisor {
  vision ??= new VisionSupervisor((event) => {
    for (const session of sessions.values()) session.take(event);
    if (event.type === 'failed') for (const id of sessions.keys()) giveUp(id, 'trouble', event.trouble);
  }, now);
  return vision;
}

onCommand('extension-page', aboutToEngineSchema, () => {
  const state = vision?.state;
  return Promise.resolve(state?.phase === 'ready' ? ({ backend: state.backend, detector: state.detector } satisfies EngineReport) : null);
});

onCommand('background', backgroundToEngineSchema, async (message) => {
  if (message.type === 'close-session') {
    endSession(message.sessionId, message.reason);
    // Once this is answered the document may be closed.
    await Promise.all(endings);
    return null;
  }
  if (message.type === 'settings') {
    for (const session of sessions.values()) session.configure(message.settings);
    return null;
  }
  if (sessions.has(message.sessionId)) return null;
  const { tabId } = message;
  const tell = (told: EngineToPanel) => {
    for (const panel of panels) if (panel.tabId === tabId) panel.channel.send(told);
  };
  const running = startVision();
  const session = new CallSession(message, running, tell, now, power);
  sessions.set(message.sessionId, session);
  for (const greeting of session.greeting()) tell(greeting);
  // It may have failed before there was a session to be told.
  if (running.state.phase === 'stopped') giveUp(message.sessionId, 'trouble', running.state.trouble);
  return null;
});

onChannel<EngineToContent, typeof contentToEngineSchema>(
  FRAMES_PORT,
  'content-script',
  contentToEngineSchema,
  (channel, suffix, sender) => {
    const session = sessions.get(suffix as SessionId);
    // A page may answer only for the session that was opened for its own tab and origin.
    if (!session || session.open.tabId !== sender.tabId || session.open.origin !== sender.origin) return channel.close();
    session.attach(channel, (misfit) => {
      if (lostItsPicture(misfit)) giveUp(session.open.sessionId, 'trouble', 'browser-too-old');
    });
    channel.onClose(() => {
      if (session.isAttachedTo(channel)) giveUp(session.open.sessionId, 'page-closed', null);
    });
  },
);

onChannel<EngineToPanel, typeof panelToEngineSchema>(LIVE_PORT, 'extension-page', panelToEngineSchema, (channel, suffix) => {
  const panel = { tabId: Number(suffix), channel };
  const watched = () => [...sessions.values()].filter(({ open }) => open.tabId === panel.tabId);
  panels.add(panel);
  channel.onClose(() => panels.delete(panel));
  channel.onMessage((request) => {
    for (const session of watched()) void session.detail(request).then((detail) => channel.send(detail));
  });
  for (const session of watched()) for (const greeting of session.greeting()) channel.send(greeting);
});

function endSession(id: SessionId, reason: StopReason): void {
  const session = sessions.get(id);
  if (!session) return;
  sessions.delete(id);
  const ending = session.end(reason).finally(() => endings.delete(ending));
  endings.add(ending);
  if (sessions.size > 0) return;
  vision?.close();
  vision = null;
}

/** Ends a session by the engine's own decision. */
function giveUp(id: SessionId, reason: StopReason, trouble: Trouble | null): void {
  if (!sessions.has(id)) return;
  endSession(id, reason);
  tellBackground({ to: 'background', type: 'session-over', sessionId: id, reason, trouble });
}

/** A browser without structured-clone messages turns a Blob, or bytes, into an empty object on the way. */
function lostItsPicture(message: unknown): boolean {
  const empty = v.custom<object>(
    (value) => Object.prototype.toString.call(value) === '[object Object]' && Object.keys(value as object).length === 0,
  );
  const lost = v.variant('type', [
    v.object({ type: v.literal('frames'), atlas: v.union([empty, v.object({ last: empty })]) }),
    v.object({ type: v.literal('piece'), bytes: empty }),
  ]);
  return v.is(lost, message);
}
