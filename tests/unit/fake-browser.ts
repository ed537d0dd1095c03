import type { Runtime } from 'webextension-polyfill';
import { matchesPattern } from '../../src/wire/match-pattern.ts';

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
  remove = (key: string) => {
    const { [key]: _, ...left } = this.#values;
    this.#values = left;
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

const REQUIRED = ['https://meet.google.com/*', 'https://*.zoom.us/*'];
const MANIFEST = { host_permissions: REQUIRED, content_scripts: [{ matches: REQUIRED, js: ['src/content/index.iife.js'] }] };

/** The browser's list of sites that may be read; the user's answer to a question is the test's. */
class FakePermissions {
  origins = [...REQUIRED];
  answer = true;
  readonly onAdded = new FakeEvent<() => void>();
  readonly onRemoved = new FakeEvent<() => void>();

  contains = ({ origins }: { origins: string[] }) =>
    Promise.resolve(
      origins.every((one) => this.origins.some((pattern) => pattern === one || matchesPattern(pattern, one.replace('*', '')))),
    );
  getAll = () => Promise.resolve({ origins: [...this.origins], permissions: ['storage'] });
  request = ({ origins }: { origins: string[] }) => {
    if (this.answer) this.origins.push(...origins);
    this.onAdded.fire();
    return Promise.resolve(this.answer);
  };
  remove = ({ origins }: { origins: string[] }) => {
    this.origins = this.origins.filter((pattern) => !origins.includes(pattern));
    this.onRemoved.fire();
    return Promise.resolve(true);
  };
}

interface FakeRegistration {
  readonly id: string;
  readonly matches: readonly string[];
}

/** Registered content scripts; what is injected into pages does nothing. */
class FakeScripting {
  registered: FakeRegistration[] = [];
  getRegisteredContentScripts = () => Promise.resolve([...this.registered]);
  registerContentScripts = (scripts: readonly FakeRegistration[]) => {
    const taken = scripts.find(({ id }) => this.registered.some((other) => other.id === id));
    if (taken) return Promise.reject(new Error(`Duplicate script ID '${taken.id}'`));
    this.registered.push(...scripts);
    return Promise.resolve();
  };
  unregisterContentScripts = ({ ids }: { ids: readonly string[] }) => {
    this.registered = this.registered.filter(({ id }) => !ids.includes(id));
    return Promise.resolve();
  };
}

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
  permissions: new FakePermissions(),
  scripting: new FakeScripting(),
  commands: {
    getAll: () =>
      Promise.resolve([
        { name: '_execute_action', description: '', shortcut: 'Alt+Shift+M' },
        { name: 'toggle-watching', description: 'Start or stop', shortcut: '' },
      ]),
    onCommand: new FakeEvent<(name: string, tab?: { id?: number }) => void>(),
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
