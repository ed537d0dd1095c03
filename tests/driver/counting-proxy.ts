import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { HostMapping } from './launch.ts';

/** The whole network as a browser sees it: every host that it asks for is written down, and only the mapped ones answer. */
export interface CountingProxy {
  /** Give these to the browser. */
  readonly args: readonly string[];
  /** `host:port` of every request so far, in their order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** @param maps hosts that lead to a local port; everything else is refused, after it was counted */
export async function startCountingProxy(maps: readonly HostMapping[]): Promise<CountingProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    asked.push(new URL(request.url ?? '', 'http://unnamed').host);
    response.writeHead(502).end();
  });
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    const target = request.url ?? '';
    asked.push(target);
    const map = maps.find(({ host }) => target === `${host}:443`);
    if (!map) return client.end('HTTP/1.1 502 Refused\r\n\r\n');
    const upstream = connect(map.port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connected\r\n\r\n');
      client.pipe(upstream).pipe(client);
    });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      // Either end may go at any time: then the other has nothing left to say.
      socket.on('error', () => socket.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // Requests to this very machine go through the proxy too: nothing is left out of the count.
    args: [`--proxy-server=http://127.0.0.1:${(server.address() as AddressInfo).port}`, '--proxy-bypass-list=<-loopback>'],
    asked,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
