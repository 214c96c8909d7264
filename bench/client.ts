import { connect } from 'node:net';
import { type LoadSize, loadBodies } from '../src/send/load-bodies.ts';

export interface ClientOptions {
  readonly port: number;
  readonly secret: string;
  readonly seed: string;
  readonly count: number;
  readonly connections: number;
  readonly size: LoadSize;
  /** Sends so many events in a request to the door for events instead of a delivery; `count` is of requests. */
  readonly events?: number;
  /** Deliveries a second; without it each connection sends the next at once. */
  readonly rate?: number;
  /** Makes each body when it is sent: for runs that do not fit into memory. Default: all before the clock starts. */
  readonly stream?: boolean;
}

/** What one run of the client measured. */
export interface ClientResult {
  readonly perSecond: number;
  readonly seconds: number;
  readonly sent: number;
  readonly refused: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * A client that costs little: requests are signed and assembled before the clock starts, written to raw kept-alive
 * sockets, and an answer is read only as far as its status and length. At a given rate latencies count from when a delivery
 * was due. Run in a process of its own with its options as JSON; prints a ClientResult.
 */
const options = JSON.parse(process.argv[2] ?? '{}') as ClientOptions;

function requestMaker(): () => Buffer {
  const { seed, size, secret, port } = options;
  const next = loadBodies({ seed, size, now: Date.now() - 60_000, secret, ring: 0 });
  return () => {
    const { guid, event, signature, body } = next();
    const head =
      `POST /api/github/webhooks HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nuser-agent: GitHub-Hookshot/bench\r\ncontent-type: application/json\r\n` +
      `x-github-event: ${event}\r\nx-github-delivery: ${guid}\r\nx-hub-signature-256: ${signature}\r\ncontent-length: ${body.length}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), body]);
  };
}

/** CDEvents-like events about deployments, of about 500 bytes each; one alone is structured, several are a batch. */
function eventRequestMaker(perRequest: number): () => Buffer {
  const { seed, port } = options;
  let index = 0;
  const event = () => {
    index += 1;
    const at = new Date(Date.now() - 60_000 - index).toISOString();
    return {
      specversion: '1.0',
      id: `${seed}-${index}`,
      source: `/bench/${index % 200}`,
      type: 'com.example.materialization',
      subject: `asset-${index % 500}`,
      time: at,
      data: {
        outcome: index % 50 === 0 ? 'failure' : 'success',
        asset: { name: `asset-${index % 500}`, tier: index % 3 === 0 ? 'core' : 'unstable' },
        rows: index * 17,
        note: 'x'.repeat(200),
      },
    };
  };
  return () => {
    const events = Array.from({ length: perRequest }, event);
    const body = Buffer.from(JSON.stringify(perRequest === 1 ? events[0] : events));
    const type = perRequest === 1 ? 'cloudevents' : 'cloudevents-batch';
    const head = `POST /api/events HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/${type}+json\r\ncontent-length: ${body.length}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), body]);
  };
}

const make = options.events === undefined ? requestMaker() : eventRequestMaker(options.events);
const ready = options.stream === true ? null : Array.from({ length: options.count }, make);
const latencies = new Float64Array(options.count);
let next = 0;
let answered = 0;
let refused = 0;
const started = performance.now();

/** The time from which a request's latency counts: when it was due at the given rate, or when it is written. */
function dueAt(index: number): number {
  return options.rate === undefined ? performance.now() : started + (index * 1000) / options.rate;
}

/** An answer has its announced length, or ends with an empty chunk. */
function isWhole(answer: string, bodyAt: number): boolean {
  if (/\r\ntransfer-encoding: *chunked/i.test(answer.slice(0, bodyAt))) return answer.endsWith('0\r\n\r\n');
  return answer.length >= bodyAt + Number(/content-length: *(\d+)/i.exec(answer)?.[1] ?? 0);
}

function runConnection(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: options.port, host: '127.0.0.1', noDelay: true });
    let answer = '';
    let due = 0;
    function send(): void {
      if (next >= options.count) {
        socket.end();
        resolve();
        return;
      }
      const request = ready === null ? make() : (ready[next] as Buffer);
      due = dueAt(next);
      next += 1;
      const wait = due - performance.now();
      if (wait > 1) setTimeout(() => socket.write(request), wait);
      else socket.write(request);
    }
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed a connection without an answer')));
    socket.setTimeout(60_000, () => socket.destroy(new Error('no answer within 60 s')));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      const end = answer.indexOf('\r\n\r\n');
      if (end < 0 || !isWhole(answer, end + 4)) return;
      if (!answer.startsWith('HTTP/1.1 2')) refused += 1;
      answer = '';
      latencies[answered] = performance.now() - due;
      answered += 1;
      send();
    });
  });
}

await Promise.all(Array.from({ length: options.connections }, runConnection));
const seconds = (performance.now() - started) / 1000;
const sorted = latencies.subarray(0, answered).sort();
const quantile = (q: number): number => sorted[Math.min(answered - 1, Math.floor(answered * q))] ?? 0;
const result: ClientResult = {
  perSecond: answered / seconds,
  seconds,
  sent: answered,
  refused,
  p50Ms: quantile(0.5),
  p99Ms: quantile(0.99),
};
process.stdout.write(JSON.stringify(result));
