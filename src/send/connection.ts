import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** What a server answered. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request on one of the pool's connections. */
export interface Call {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: string | Uint8Array | null;
}

/** Kept-alive connections to a server. */
export interface Connections {
  /** Resolves with any answer; rejects when there is none (refused, reset, `timeoutMs` without a byte). */
  call(call: Call): Promise<Reply>;
  close(): void;
}

/** Opens at most `count` connections at a time; further calls wait for a free one. `timeoutMs`: the longest silence, default 60 s. */
export function openConnections(count: number, timeoutMs = 60_000): Connections {
  const options = { keepAlive: true, maxSockets: count, maxFreeSockets: count, scheduling: 'fifo' as const };
  const agents = { 'http:': new Agent(options), 'https:': new HttpsAgent(options) };

  function call({ method, url, headers, body }: Call): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const secure = url.protocol === 'https:';
      const send = secure ? httpsRequest : httpRequest;
      const agent = secure ? agents['https:'] : agents['http:'];
      const outgoing = send(url, { method, headers, agent }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
        response.on('error', reject);
      });
      outgoing.setTimeout(timeoutMs, () => outgoing.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)));
      outgoing.on('error', reject);
      outgoing.end(body ?? undefined);
    });
  }
  return {
    call,
    close() {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}
