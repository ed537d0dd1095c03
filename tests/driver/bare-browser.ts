import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { findBrowser } from './find-browser.ts';
import { argumentsOf, type LaunchOptions } from './launch.ts';

/** What the browser has: a page, a worker … */
export interface Target {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly targetInfo?: Target; readonly targetId?: string };
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

interface Evaluated<T> {
  readonly result: { readonly value: T };
  readonly exceptionDetails?: { readonly exception?: { readonly description?: string } };
}

/**
 * A real Chromium that is told what to do through a pipe. Nothing is attached to but a page, while something is evaluated in
 * it: a debugger, which Playwright attaches to everything, keeps a service worker running.
 */
export interface BareBrowser {
  /** Waits for a target. */
  target(isIt: (target: Target) => boolean): Promise<Target>;
  /** Whether there is such a target now. */
  has(isIt: (target: Target) => boolean): boolean;
  /** Waits until there is no such target. */
  untilGone(isIt: (target: Target) => boolean): Promise<void>;
  /** Opens a tab. */
  open(url: string): Promise<Target>;
  /** Evaluates an expression in a page and waits for its value. */
  evaluate<T>(page: Target, expression: string): Promise<T>;
  /** Sends commands of the debugger to a page, one after the other. */
  command(page: Target, methods: readonly string[]): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts it on a profile of its own. */
export async function startBareBrowser(options: LaunchOptions): Promise<BareBrowser> {
  const { path } = await findBrowser();
  const profile = await mkdtemp(join(tmpdir(), 'moodline-profile-'));
  const args = [...argumentsOf(options), '--password-store=basic', '--use-mock-keychain', '--mute-audio'];
  const child = spawn(path, [...args, `--user-data-dir=${profile}`, '--remote-debugging-pipe', 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const [, , , orders, answers] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const waiting = new Map<number, (message: Message) => void>();
  const targets = new Map<string, Target>();
  const lookers = new Set<() => void>();
  const take = (message: Message) => {
    if (message.id !== undefined) return waiting.get(message.id)?.(message);
    const { targetInfo, targetId = '' } = message.params ?? {};
    if (message.method === 'Target.targetDestroyed') targets.delete(targetId);
    else if (targetInfo) targets.set(targetInfo.targetId, targetInfo);
    for (const look of lookers) look();
  };
  let text = '';
  answers.setEncoding('utf8').on('data', (part: string) => {
    const whole = (text + part).split('\0');
    text = whole.pop() ?? '';
    for (const line of whole) take(JSON.parse(line) as Message);
  });
  let lastId = 0;
  const send = async (method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> => {
    const id = ++lastId;
    const answered = new Promise<Message>((resolve) => waiting.set(id, resolve));
    orders.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    const { result, error } = await answered;
    waiting.delete(id);
    if (!result) throw new Error(`${method}: ${error?.message}`);
    return result;
  };
  const until = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const looker = () => {
        const seen = look();
        if (seen === undefined) return;
        lookers.delete(looker);
        resolve(seen);
      };
      lookers.add(looker);
      looker();
    });
  const target = (isIt: (one: Target) => boolean) => until(() => [...targets.values()].find(isIt));
  const has = (isIt: (one: Target) => boolean) => [...targets.values()].some(isIt);
  const within = async <T>({ targetId }: Target, use: (sessionId: string) => Promise<T>): Promise<T> => {
    const { sessionId } = (await send('Target.attachToTarget', { targetId, flatten: true })) as { sessionId: string };
    const done = await use(sessionId);
    await send('Target.detachFromTarget', { sessionId });
    return done;
  };
  await send('Target.setDiscoverTargets', { discover: true });
  return {
    target,
    has,
    untilGone: async (isIt) => void (await until(() => (has(isIt) ? undefined : true))),
    async open(url) {
      const { targetId } = await send('Target.createTarget', { url });
      return target((one) => one.targetId === targetId && one.url === url);
    },
    evaluate: <T>(page: Target, expression: string) =>
      within(page, async (sessionId) => {
        const how = { expression, awaitPromise: true, returnByValue: true };
        const { result, exceptionDetails } = (await send('Runtime.evaluate', how, sessionId)) as unknown as Evaluated<T>;
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'an exception in the page');
        return result.value;
      }),
    command: (page, methods) =>
      within(page, async (sessionId) => {
        for (const method of methods) await send(method, {}, sessionId);
      }),
    async [Symbol.asyncDispose]() {
      await send('Browser.close').catch(() => {});
      await exited;
      await rm(profile, { recursive: true, force: true });
    },
  };
}
