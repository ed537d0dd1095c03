import type { BrowserContext } from 'playwright-core';

/** Kinds of targets that a page listener does not hear: offscreen document, service worker, workers. */
const UNHEARD = new Set(['background_page', 'service_worker', 'worker']);

interface Target {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
}

/** The messages that count, of those that a session sends (Chrome DevTools Protocol). */
type Heard =
  | {
      readonly method: 'Runtime.exceptionThrown';
      readonly params: { exceptionDetails: { text: string; exception?: { description?: string } } };
    }
  | {
      readonly method: 'Runtime.consoleAPICalled';
      readonly params: { type: string; args: { value?: string | number | boolean; description?: string }[] };
    }
  | { readonly method: 'Log.entryAdded'; readonly params: { entry: { level: string; text: string } } };

/** A debugging session inside another one, spoken to through its parent. */
type Send = (method: string, params?: object) => void;

/**
 * Collects errors and uncaught exceptions of the extension's offscreen document, its vision worker and its
 * service worker, which are in no list of pages.
 * @param report gets one line per error
 */
export async function listenToWorkers(context: BrowserContext, report: (line: string) => void): Promise<void> {
  const browser = context.browser();
  if (!browser) throw new Error('the browser is gone');
  const root = await browser.newBrowserCDPSession();
  const handlers = new Map<string, (text: string) => void>();
  root.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => handlers.get(sessionId)?.(message));
  const attached = new Set<string>();
  const attach = ({ targetInfo }: { targetInfo: Target }) => {
    const { targetId, type, url } = targetInfo;
    if (attached.has(targetId) || !UNHEARD.has(type) || !url.startsWith('chrome-extension://')) return;
    attached.add(targetId);
    root.send('Target.attachToTarget', { targetId, flatten: false }).then(
      ({ sessionId }) => {
        let id = 0;
        const send: Send = (method, params = {}) =>
          // A target that is gone meanwhile has nothing more to say.
          void root
            .send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: ++id, method, params }) })
            .catch(() => {});
        handlers.set(sessionId, hear(targetInfo, send, report));
      },
      () => {},
    );
  };
  root.on('Target.targetCreated', attach);
  // A document is created first and gets its address later.
  root.on('Target.targetInfoChanged', attach);
  await root.send('Target.setDiscoverTargets', { discover: true });
}

/** Switches a session's reports on. @returns what takes its messages */
function hear({ url }: Pick<Target, 'url'>, send: Send, report: (line: string) => void): (text: string) => void {
  send('Runtime.enable');
  send('Log.enable');
  return (text) => {
    const heard = JSON.parse(text) as Heard;
    switch (heard.method) {
      case 'Runtime.exceptionThrown': {
        const { text: said, exception } = heard.params.exceptionDetails;
        return report(`${url}: ${exception?.description ?? said}`);
      }
      case 'Runtime.consoleAPICalled': {
        const { type, args } = heard.params;
        if (type === 'error') report(`${url}: ${args.map((arg) => String(arg.value ?? arg.description)).join(' ')}`);
        return;
      }
      case 'Log.entryAdded': {
        const { entry } = heard.params;
        if (entry.level === 'error') report(`${url}: ${entry.text}`);
        return;
      }
    }
  };
}
