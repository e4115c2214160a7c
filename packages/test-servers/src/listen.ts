import { RequestListener, Server, createServer } from 'node:http';
import { AddressInfo } from 'node:net';

/** A server on a free loopback port. */
export interface Listening {
  port: number;
  /** `http://127.0.0.1:<port>/mcp` */
  url: string;
  server: Server;
  close(): Promise<void>;
}

export async function listen(
  handler: RequestListener,
  port = 0,
): Promise<Listening> {
  const server = createServer(handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}/mcp`,
    server,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
