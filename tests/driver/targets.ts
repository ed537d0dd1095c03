import type { CDPSession } from 'playwright-core';
import type { Launched } from './launch.ts';

/** A target that is in no list of pages: the engine's document, or its vision worker. */
export interface TargetSession {
  /** @throws Error if the target refuses or is gone */
  send(method: string, params?: object): Promise<Record<string, unknown>>;
  /** Every event of the target. */
  hear(heard: (method: string, params: Record<string, unknown>) => void): void;
}

/** Both of them, at one moment: either may be replaced by another one. */
export interface EngineTargets {
  readonly engine: TargetSession;
  readonly worker: TargetSession;
  [Symbol.asyncDispose](): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** Waits for the engine's document and its vision worker, and attaches to both. */
export async function attachToEngine({ context, extensionId }: Pick<Launched, 'context' | 'extensionId'>): Promise<EngineTargets> {
  const browser = context.browser();
  if (!browser) throw new Error('the browser is gone');
  const root = await browser.newBrowserCDPSession();
  const engine = await attachToDocument(root, extensionId);
  // The browser does not list dedicated workers: their document does.
  const found = new Promise<string>((resolve) => {
    engine.hear((method, params) => {
      if (method === 'Target.attachedToTarget') resolve(String(params['sessionId']));
    });
  });
  const filter = [{ type: 'worker' }];
  await engine.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false, filter });
  const workerSession = await found;
  const worker = speak(
    (message) => engine.send('Target.sendMessageToTarget', { sessionId: workerSession, message }),
    (take, gone) =>
      engine.hear((method, params) => {
        if (params['sessionId'] !== workerSession) return;
        if (method === 'Target.receivedMessageFromTarget') take(String(params['message']));
        if (method === 'Target.detachedFromTarget') gone();
      }),
  );
  return { engine, worker, [Symbol.asyncDispose]: () => root.detach() };
}

async function attachToDocument(root: CDPSession, extensionId: string): Promise<TargetSession> {
  const found = new Promise<string>((resolve) => {
    const look = ({ targetInfo: { targetId, type, url } }: { targetInfo: { targetId: string; type: string; url: string } }) => {
      if (type === 'background_page' && url.includes(extensionId)) resolve(targetId);
    };
    root.on('Target.targetCreated', look);
    // A document is created first and gets its address later.
    root.on('Target.targetInfoChanged', look);
  });
  await root.send('Target.setDiscoverTargets', { discover: true });
  const { sessionId } = await root.send('Target.attachToTarget', { targetId: await found, flatten: false });
  return speak(
    (message) => root.send('Target.sendMessageToTarget', { sessionId, message }),
    (take, gone) => {
      root.on('Target.receivedMessageFromTarget', (received) => {
        if (received.sessionId === sessionId) take(received.message);
      });
      root.on('Target.detachedFromTarget', (detached) => {
        if (detached.sessionId === sessionId) gone();
      });
    },
  );
}

/** A session inside another one. */
function speak(
  post: (message: string) => Promise<unknown>,
  listen: (take: (message: string) => void, gone: () => void) => void,
): TargetSession {
  const waiting = new Map<number, (reply: Message) => void>();
  const hearers: ((method: string, params: Record<string, unknown>) => void)[] = [];
  let lastId = 0;
  const take = (text: string) => {
    const message = JSON.parse(text) as Message;
    if (message.id !== undefined) waiting.get(message.id)?.(message);
    else for (const heard of hearers) heard(message.method ?? '', message.params ?? {});
  };
  listen(take, () => {
    // Nobody will answer any more.
    for (const answer of waiting.values()) answer({ error: { message: 'the target is gone' } });
  });
  return {
    async send(method, params = {}) {
      const id = ++lastId;
      const answered = new Promise<Message>((resolve) => waiting.set(id, resolve));
      await post(JSON.stringify({ id, method, params }));
      const { result, error } = await answered;
      waiting.delete(id);
      if (!result) throw new Error(error?.message ?? `${method} failed`);
      return result;
    },
    hear: (heard) => void hearers.push(heard),
  };
}
