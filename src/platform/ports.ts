import * as v from 'valibot';
import { browser, type Runtime } from './browser.ts';
import { pageOf, type PageSender, type SenderKind, senderKind } from './senders.ts';

/** One end of a long-lived channel. */
export interface Channel<Out, In> {
  send(message: Out): void;
  /** Every message that fits the schema; `onMisfit` gets what does not. */
  onMessage(handle: (message: In) => void, onMisfit?: (message: unknown) => void): void;
  onClose(handle: () => void): void;
  close(): void;
}

/** Opens a channel to whoever listens on `name`. It closes at once if nobody does. */
export function openChannel<Out, Schema extends v.GenericSchema>(name: string, incoming: Schema): Channel<Out, v.InferOutput<Schema>> {
  return channelOf(browser.runtime.connect({ name }), incoming);
}

/**
 * Accepts channels whose name is `name` or `name/…`, from one kind of sender.
 * @param accept gets what follows the slash, and where the sender is
 */
export function onChannel<Out, Schema extends v.GenericSchema>(
  name: string,
  from: SenderKind,
  incoming: Schema,
  accept: (channel: Channel<Out, v.InferOutput<Schema>>, suffix: string, sender: PageSender) => void,
): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== name && !port.name.startsWith(`${name}/`)) return;
    if (senderKind(port.sender) !== from) return;
    accept(channelOf(port, incoming), port.name.slice(name.length + 1), pageOf(port.sender));
  });
}

function channelOf<Out, Schema extends v.GenericSchema>(port: Runtime.Port, incoming: Schema): Channel<Out, v.InferOutput<Schema>> {
  let open = true;
  port.onDisconnect.addListener(() => {
    open = false;
    // Reading the error tells the browser that a missing listener is expected.
    void browser.runtime.lastError;
  });
  return {
    send(message) {
      if (open) port.postMessage(message);
    },
    onMessage(handle, onMisfit) {
      port.onMessage.addListener((message: unknown) => {
        const parsed = v.safeParse(incoming, message);
        if (parsed.success) handle(parsed.output);
        else onMisfit?.(message);
      });
    },
    onClose(handle) {
      port.onDisconnect.addListener(handle);
    },
    close() {
      open = false;
      port.disconnect();
    },
  };
}
