import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A TCP proxy before a PostgreSQL server that can lose a connection at a certain statement. */
export interface CuttingProxy {
  /** The server's address through the proxy. */
  readonly url: string;
  /**
   * Cuts the connection that next sends a message with this text. `before`: the server never gets the message. `after`: it does what
   * it was told, and its answer is lost.
   */
  readonly cut: (text: string, when: 'before' | 'after') => void;
  /** How many connections were cut. */
  readonly cuts: () => number;
  readonly close: () => Promise<void>;
}

/** Starts a proxy on a free port. */
export async function startCuttingProxy(serverUrl: string): Promise<CuttingProxy> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let next: { readonly text: string; readonly when: 'before' | 'after' } | null = null;
  let cuts = 0;

  function cutBoth(...pair: readonly Socket[]): void {
    cuts += 1;
    for (const socket of pair) socket.destroy();
  }

  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname);
    let loseAnswer = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (data) => {
      if (next !== null && data.includes(next.text)) {
        const { when } = next;
        next = null;
        if (when === 'before') return cutBoth(client, upstream);
        loseAnswer = true;
      }
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      // The answer is lost once it is whole: it ends with ReadyForQuery.
      if (!loseAnswer) client.write(data);
      else if (data.at(-6) === 'Z'.charCodeAt(0)) cutBoth(client, upstream);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as { readonly port: number };
  const url = new URL(serverUrl);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  return {
    url: url.href,
    cut(text, when) {
      next = { text, when };
    },
    cuts: () => cuts,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
