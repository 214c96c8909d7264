import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface AnsweringServer {
  readonly url: string;
  /** Everything that it was asked, in order. */
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** A real HTTP server on loopback that answers as the test says. */
export async function startAnsweringServer(
  answer: (asked: Asked) => Answer | Promise<Answer>,
  port = 0,
): Promise<AnsweringServer> {
  const all: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked = {
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    all.push(asked);
    const { status = 200, headers = {}, body } = await answer(asked);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: all,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
