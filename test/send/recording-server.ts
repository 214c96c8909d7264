import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a test server got. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What it answers; null breaks the connection. */
export type Reply = {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
} | null;

/** A real HTTP server that remembers every request and answers as told. */
export interface RecordingServer {
  readonly url: URL;
  readonly received: Received[];
  /** The most requests that were open at a time. */
  mostAtOnce(): number;
  close(): Promise<void>;
}

export async function startRecordingServer(
  reply: (request: Received, index: number) => Reply | Promise<Reply> = () => ({ status: 200 }),
): Promise<RecordingServer> {
  const received: Received[] = [];
  let open = 0;
  let most = 0;
  const server: Server = createServer((request, response) => {
    open += 1;
    most = Math.max(most, open);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const one = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
      received.push(one);
      const answer = await reply(one, received.length - 1);
      open -= 1;
      if (answer === null) request.socket.destroy();
      else response.writeHead(answer.status, answer.headers).end(answer.body ?? '{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/github/webhooks`),
    received,
    mostAtOnce: () => most,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
