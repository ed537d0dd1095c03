import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Channel, onChannel, openChannel } from '../../src/platform/ports.ts';
import { type EngineToContent, engineToContentSchema, FRAMES_PORT } from '../../src/wire/frames.ts';
import { contentSender, fakeBrowser, FakePort, pageSender } from './fake-browser.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./fake-browser.ts')).fakeBrowser }));

const { onConnect } = fakeBrowser.runtime;
const tick = { type: 'tick', tick: 1, only: null, enough: [] } as const;

interface Accepted {
  readonly channel: Channel<unknown, EngineToContent>;
  readonly suffix: string;
  readonly origin: string | null;
}

/** Listens for content scripts, and lets one connect. */
function connect(port: FakePort): Accepted[] {
  const accepted: Accepted[] = [];
  onChannel(
    FRAMES_PORT,
    'content-script',
    engineToContentSchema,
    (channel, suffix, { origin }) => void accepted.push({ channel, suffix, origin }),
  );
  onConnect.fire(port);
  return accepted;
}

function acceptedPort(): { port: FakePort; channel: Accepted['channel'] } {
  const port = new FakePort(`${FRAMES_PORT}/1`, contentSender());
  const [first] = connect(port);
  if (!first) throw new Error('the port was not accepted');
  return { port, channel: first.channel };
}

beforeEach(() => onConnect.listeners.clear());

describe('onChannel', () => {
  it('takes a content script’s port, with what follows the slash and where it comes from', () => {
    const [first, ...more] = connect(new FakePort(`${FRAMES_PORT}/abc`, contentSender()));
    expect(first).toMatchObject({ suffix: 'abc', origin: 'https://meet.google.com' });
    expect(more).toEqual([]);
  });

  it.each([
    ['another name', new FakePort('moodline-live/1', contentSender())],
    ['a name that only starts alike', new FakePort(`${FRAMES_PORT}x`, contentSender())],
    ['another extension', new FakePort(`${FRAMES_PORT}/1`, contentSender('https://meet.google.com/', 'x'))],
    ['a page that is not secure', new FakePort(`${FRAMES_PORT}/1`, contentSender('http://meet.google.com/'))],
    ['an extension page', new FakePort(`${FRAMES_PORT}/1`, pageSender())],
    ['nobody', new FakePort(`${FRAMES_PORT}/1`)],
  ])('ignores %s', (_, port) => expect(connect(port)).toEqual([]));
});

describe('a channel', () => {
  it('hands over what fits the schema, and tells of what does not', () => {
    const { port, channel } = acceptedPort();
    const heard: unknown[] = [];
    const misfits: unknown[] = [];
    channel.onMessage(
      (message) => heard.push(message),
      (message) => misfits.push(message),
    );
    for (const message of [tick, { ...tick, extra: 1 }, null, { type: 'tick', tick: Number.NaN }]) port.onMessage.fire(message);
    expect(heard).toEqual([tick]);
    expect(misfits).toHaveLength(3);
  });

  it('drops what does not fit even if nobody asks for it', () => {
    const { port, channel } = acceptedPort();
    const heard: unknown[] = [];
    channel.onMessage((message) => heard.push(message));
    port.onMessage.fire('tick');
    expect(heard).toEqual([]);
  });

  it.each<[string, (pair: ReturnType<typeof acceptedPort>) => void]>([
    ['the other end closed it', ({ port }) => port.breakOff()],
    ['it was closed', ({ channel }) => channel.close()],
  ])('sends nothing and does not throw after %s', (_, end) => {
    const pair = acceptedPort();
    pair.channel.send(tick);
    end(pair);
    pair.channel.send(tick);
    expect(pair.port.posted).toEqual([tick]);
  });

  it('tells once when the other end closed it', () => {
    const { port, channel } = acceptedPort();
    const closed = vi.fn<() => void>();
    channel.onClose(closed);
    port.breakOff();
    expect(closed).toHaveBeenCalledOnce();
  });

  it('is opened by name', () => {
    const connected = vi.spyOn(fakeBrowser.runtime, 'connect');
    openChannel('moodline-live/7', engineToContentSchema).send(tick);
    expect(connected).toHaveBeenCalledWith({ name: 'moodline-live/7' });
    expect(connected.mock.results[0]?.value).toMatchObject({ posted: [tick] });
    connected.mockRestore();
  });
});
