import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

export type LoopbackProxy = {
  /** For `http_proxy` and `https_proxy`. */
  readonly url: string;
  /** `CONNECT api.github.test:80` and `GET http://api.github.test/…`, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
};

/**
 * A forward proxy on 127.0.0.1 that knows `hosts` by name and sends what is for them to a port of this machine. It shows
 * that a program uses the proxy it is told to: the names mean nothing to anybody else.
 */
export async function startProxy(hosts: ReadonlyMap<string, number>): Promise<LoopbackProxy> {
  const requests: string[] = [];
  const sockets = new Set<Duplex>();
  const server = createServer((incoming, response) => {
    requests.push(`${incoming.method} ${incoming.url}`);
    const url = new URL(incoming.url ?? '/', 'http://proxy.invalid');
    const port = hosts.get(url.hostname);
    if (port === undefined) {
      response.writeHead(502).end();
      return;
    }
    const { method, headers } = incoming;
    const path = url.pathname + url.search;
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  });
  server.on('connect', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    requests.push(`CONNECT ${incoming.url}`);
    const port = hosts.get((incoming.url ?? '').replace(/:\d+$/, ''));
    if (port === undefined) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const tunnel = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      tunnel.write(head);
      tunnel.pipe(socket).pipe(tunnel);
    });
    for (const end of [socket, tunnel]) {
      sockets.add(end);
      end.on('error', () => end.destroy()).on('close', () => sockets.delete(end));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of sockets) socket.destroy();
      }),
  };
}
