import * as v from 'valibot';
import { noticeRequests, type RequestFate } from '../core/request-count.ts';
import { browser } from './browser.ts';
import { tellBackground } from './messages.ts';

const REQUESTS = 'requests';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const requestLogSchema = v.strictObject({ sent: count, refused: count });
/** Requests to anywhere but the extension itself, since the installation or the last clean-up. */
export type RequestLog = v.InferOutput<typeof requestLogSchema>;

/** Nothing is stored as long as nothing was noticed. */
export async function readRequestLog(): Promise<RequestLog> {
  const stored = await browser.storage.local.get(REQUESTS);
  const parsed = v.safeParse(requestLogSchema, stored[REQUESTS]);
  return parsed.success ? parsed.output : { sent: 0, refused: 0 };
}

let lastWrite: Promise<void> = Promise.resolve();

/** Adds a noticed request. Only the service worker writes, one after the other, so that none is lost. */
export function logRequest(fate: RequestFate): Promise<void> {
  lastWrite = lastWrite
    .then(async () => {
      const log = await readRequestLog();
      await browser.storage.local.set({ [REQUESTS]: { ...log, [fate]: log[fate] + 1 } });
    })
    .catch(() => {});
  return lastWrite;
}

/** Lets the service worker know of a request that was noticed elsewhere. */
export function reportRequest(fate: RequestFate): void {
  tellBackground({ to: 'background', type: 'request-noticed', fate });
}

/** Watches this document's requests for as long as it lives. */
export function watchRequests(): void {
  noticeRequests(globalThis, reportRequest);
}
