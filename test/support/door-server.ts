import { createHmac } from 'node:crypto';
import { Agent, createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDoor, type Door, type DoorOptions } from '../../src/ingest/door.ts';
import type { LogEntry } from '../../src/model/delivery.ts';

export const secret = 'a secret of the tests';

/** Keeps everything in memory; `failWith` makes the next appends fail. */
export function memoryStore() {
  const entries = new Map<string, LogEntry>();
  const aside: { readonly guid: string; readonly body: string; readonly error: string }[] = [];
  const batches: number[] = [];
  const store = {
    entries,
    aside,
    batches,
    failWith: null as ((batch: readonly LogEntry[]) => Error | null) | null,
    gate: null as Promise<void> | null,
    async append(batch: readonly LogEntry[]) {
      batches.push(batch.length);
      if (store.gate !== null) await store.gate;
      const error = store.failWith?.(batch) ?? null;
      if (error !== null) throw error;
      return batch.map((entry) => {
        if (entries.has(entry.guid)) return false;
        entries.set(entry.guid, entry);
        return true;
      });
    },
    async keepAside(guid: string, _event: string, body: string, error: string) {
      aside.push({ guid, body, error });
    },
  };
  return store;
}

export interface LogLine {
  readonly level: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** Remembers every line. */
export function memoryLog() {
  const lines: LogLine[] = [];
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields: { ...fields }, message });
  };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export interface DoorServer {
  readonly url: string;
  readonly door: Door;
  readonly store: ReturnType<typeof memoryStore>;
  readonly log: ReturnType<typeof memoryLog>;
  readonly counted: [string, string][];
  close(): Promise<void>;
}

/** A real HTTP server with nothing but the door. */
export async function startDoorServer(
  options: Partial<DoorOptions> = {},
  serverOptions: object = {},
): Promise<DoorServer> {
  const store = memoryStore();
  const log = memoryLog();
  const counted: [string, string][] = [];
  const door = createDoor({
    secrets: [secret],
    hosts: ['github.com'],
    store,
    log,
    clock: Date.now,
    onDelivery: (event, result) => counted.push([event, result]),
    ...options,
  });
  const server = createServer(serverOptions, (request, response) => void door.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    door,
    store,
    log,
    counted,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function sign(body: Buffer | string, key = secret): string {
  return `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
}

export function pullRequestBody(number = 7): string {
  const repository = {
    id: 42,
    full_name: 'octo/hello',
    private: false,
    html_url: 'https://github.com/octo/hello',
    node_id: 'R_1',
  };
  return JSON.stringify({
    action: 'opened',
    number,
    repository,
    pull_request: {
      number,
      html_url: `https://github.com/octo/hello/pull/${number}`,
      created_at: '2026-01-05T10:00:00Z',
      updated_at: '2026-01-05T10:00:00Z',
      head: { sha: 'a'.repeat(40), ref: 'topic', repo: repository },
      base: { sha: 'b'.repeat(40), ref: 'main', repo: repository },
    },
  });
}

let guidCount = 0;
/** A GUID that no other test uses. */
export function newGuid(): string {
  guidCount += 1;
  return `0f0f0f0f-0000-4000-8000-${String(guidCount).padStart(12, '0')}`;
}

export function signedHeaders(
  body: Buffer | string,
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-github-event': 'pull_request',
    'x-github-delivery': newGuid(),
    'x-hub-signature-256': sign(body),
    ...extra,
  };
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly json: Readonly<Record<string, unknown>>;
}

const agent = new Agent({ keepAlive: true, maxSockets: 1_100 });

/** One real request. */
export function send(
  url: string,
  body: Buffer | string,
  headers: Readonly<Record<string, string>>,
  method = 'POST',
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      { method, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) }, agent },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            json: text === '' ? {} : JSON.parse(text),
          });
        });
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
