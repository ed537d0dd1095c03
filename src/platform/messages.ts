import * as v from 'valibot';
import {
  type AboutToEngine,
  type Answers,
  type BackgroundToContent,
  type BackgroundToEngine,
  type ContentToBackground,
  type EngineToBackground,
  type PanelToBackground,
  type EngineReport,
  engineReportSchema,
  type NoticeToBackground,
} from '../wire/commands.ts';
import { hasAccess } from './access.ts';
import { browser, type Runtime } from './browser.ts';
import { pageOf, senderKind, type SenderKind } from './senders.ts';

/**
 * Listens to one direction of commands. What does not come from the given kind of sender or does not
 * fit the schema is not ours: it is left to other listeners and never answered. A content script whose site was taken
 * back is answered with null and not heard: it lives on until its page is left.
 * @param handle its promise is the answer
 */
export function onCommand<Schema extends v.GenericSchema>(
  from: SenderKind,
  schema: Schema,
  handle: (message: v.InferOutput<Schema>, tabId: number | null) => Promise<unknown>,
): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    if (senderKind(sender) !== from) return undefined;
    const parsed = v.safeParse(schema, message);
    if (!parsed.success) return undefined;
    const { tabId, origin } = pageOf(sender);
    if (from !== 'content-script') return handle(parsed.output, tabId);
    // Asked anew each time: a list kept here would be empty in a service worker that this very message started.
    return hasAccess(origin).then((may) => (may ? handle(parsed.output, tabId) : null));
  });
}

export function askBackground<Type extends keyof Answers>(message: Extract<PanelToBackground, { type: Type }>): Promise<Answers[Type]> {
  return browser.runtime.sendMessage<unknown, Answers[Type]>(message);
}

/** Tells without waiting for an answer; a background that is gone will learn it from its own state. */
export function tellBackground(message: ContentToBackground | EngineToBackground | NoticeToBackground): void {
  browser.runtime.sendMessage(message).catch(() => {});
}

export async function tellEngine(message: BackgroundToEngine): Promise<void> {
  await browser.runtime.sendMessage(message);
}

/** @returns what the engine runs on, or null while it does not run */
export async function askEngine(message: AboutToEngine): Promise<EngineReport | null> {
  const answer = v.safeParse(engineReportSchema, await browser.runtime.sendMessage(message).catch(() => null));
  return answer.success ? answer.output : null;
}

/** @returns what the content script answered, or null if there is none in that tab */
export async function askContent(tabId: number, message: BackgroundToContent): Promise<unknown> {
  return browser.tabs.sendMessage(tabId, message, { frameId: 0 }).catch(() => null);
}
