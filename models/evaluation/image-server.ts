import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ImageServer {
  /** Address of the file with this index. */
  url(index: number): string;
  close(): Promise<void>;
}

/** Hands files to the page of the evaluation, by index. Pages of other origins get nothing: these are faces. */
export async function serveImages(paths: readonly string[], origin: string): Promise<ImageServer> {
  const server = createServer((request, response) => {
    const path = paths[Number(request.url?.slice(1))];
    if (path === undefined || request.headers.origin !== origin) return void response.writeHead(404).end();
    const file = createReadStream(path);
    file.once('open', () => response.writeHead(200, { 'access-control-allow-origin': origin, 'content-type': 'application/octet-stream' }));
    file.once('error', () => (response.headersSent ? response.destroy() : response.writeHead(404).end()));
    file.pipe(response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (index) => `http://127.0.0.1:${port}/${index}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
