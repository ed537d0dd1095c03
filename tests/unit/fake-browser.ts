import type { Runtime } from 'webextension-polyfill';

// Stands in for the module `webextension-polyfill`, which refuses to load outside an extension:
//   vi.mock('webextension-polyfill', async () => ({ default: (await import('./fake-browser.ts')).fakeBrowser }));

export const OWN_ID = 'abcdefghijklmnopabcdefghijklmnop';
export const OWN_URL = `chrome-extension://${OWN_ID}/`;

type Listener = (...given: never[]) => unknown;

/** An event of the extension API. */
export class FakeEvent<Heard extends Listener> {
  readonly listeners = new Set<Heard>();
  addListener = (listener: Heard) => void this.listeners.add(listener);
  removeListener = (listener: Heard) => void this.listeners.delete(listener);
  /** Calls every listener. @returns what they answered */
  fire = (...given: Parameters<Heard>): unknown[] => [...this.listeners].map((listener) => listener(...given));
}

/** One storage area; values are copied as the browser copies them. */
class FakeStorage {
  readonly #area: string;
  #values: Record<string, unknown> = {};

  constructor(area: string) {
    this.#area = area;
  }

  get = (key: string | null) => {
    const found = key === null ? this.#values : key in this.#values ? { [key]: this.#values[key] } : {};
    return Promise.resolve(structuredClone(found));
  };
  set = (changed: Record<string, unknown>) => {
    this.#values = { ...this.#values, ...structuredClone(changed) };
    fakeBrowser.storage.onChanged.fire(changed, this.#area);
    return Promise.resolve();
  };
  clear = () => {
    this.#values = {};
    return Promise.resolve();
  };
}

/** One end of a port whose other end is the test. */
export class FakePort {
  readonly name: string;
  readonly sender: Runtime.MessageSender | undefined;
  readonly onMessage = new FakeEvent<(message: unknown) => void>();
  readonly onDisconnect = new FakeEvent<() => void>();
  readonly posted: unknown[] = [];
  open = true;

  constructor(name: string, sender?: Runtime.MessageSender) {
    this.name = name;
    this.sender = sender;
  }

  postMessage = (message: unknown) => {
    if (!this.open) throw new Error('Attempting to use a disconnected port object');
    this.posted.push(message);
  };
  /** Like the browser, tells only the other end. */
  disconnect = () => {
    this.open = false;
  };
  /** The other end closes. */
  breakOff = () => {
    this.open = false;
    this.onDisconnect.fire();
  };
}

const MANIFEST = { content_scripts: [{ matches: ['https://meet.google.com/*', 'https://*.zoom.us/*'] }] };

export const fakeBrowser = {
  runtime: {
    id: OWN_ID,
    lastError: undefined,
    getURL: (path: string) => `${OWN_URL}${path}`,
    getManifest: () => MANIFEST,
    onMessage: new FakeEvent<(message: unknown, sender: Runtime.MessageSender) => Promise<unknown> | undefined>(),
    onConnect: new FakeEvent<(port: FakePort) => void>(),
    connect: ({ name }: { name: string }) => new FakePort(name),
  },
  storage: {
    local: new FakeStorage('local'),
    session: new FakeStorage('session'),
    managed: new FakeStorage('managed'),
    onChanged: new FakeEvent<(changes: Record<string, unknown>, area: string) => void>(),
  },
};

/** A sender as the browser attests it. */
export const contentSender = (url = 'https://meet.google.com/abc-defg-hij', id = OWN_ID): Runtime.MessageSender => ({
  id,
  url,
  tab: { id: 7 } as Runtime.MessageSender['tab'] & object,
  frameId: 0,
});
export const pageSender = (page = 'src/panel/index.html'): Runtime.MessageSender => ({ id: OWN_ID, url: `${OWN_URL}${page}` });
export const workerSender = (): Runtime.MessageSender => ({ id: OWN_ID, url: `${OWN_URL}service-worker-loader.js` });
