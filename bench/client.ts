import { connect } from 'node:net';
import { loadBodies } from '../src/send/load-bodies.ts';

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
 * A client that costs next to nothing: requests are signed and assembled before the clock starts, written to raw
 * kept-alive sockets, and an answer is read only as far as its status and length. Run in a process of its own with
 * its options as JSON; prints a ClientResult.
 */
const options = JSON.parse(process.argv[2] ?? '{}') as {
  port: number;
  secret: string;
  seed: string;
  count: number;
  connections: number;
  size: '10k' | '20k' | 'mix';
  rate?: number;
};

function assemble(): readonly Buffer[] {
  const next = loadBodies({
    seed: options.seed,
    size: options.size,
    now: Date.now() - 60_000,
    secret: options.secret,
    ring: 0,
  });
  return Array.from({ length: options.count }, () => {
    const { guid, event, signature, body } = next();
    const head =
      `POST /api/github/webhooks HTTP/1.1\r\nhost: 127.0.0.1:${options.port}\r\nuser-agent: GitHub-Hookshot/bench\r\ncontent-type: application/json\r\n` +
      `x-github-event: ${event}\r\nx-github-delivery: ${guid}\r\nx-hub-signature-256: ${signature}\r\ncontent-length: ${body.length}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), body]);
  });
}

const requests = assemble();
const latencies: number[] = [];
let next = 0;
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
      const request = requests[next];
      if (request === undefined) {
        socket.end();
        resolve();
        return;
      }
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
      if (end < 0) return;
      if (!isWhole(answer, end + 4)) return;
      if (!answer.startsWith('HTTP/1.1 2')) refused += 1;
      answer = '';
      latencies.push(performance.now() - due);
      send();
    });
  });
}

await Promise.all(Array.from({ length: options.connections }, runConnection));
const seconds = (performance.now() - started) / 1000;
latencies.sort((a, b) => a - b);
const quantile = (q: number): number =>
  latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * q))] ?? 0;
const result: ClientResult = {
  perSecond: latencies.length / seconds,
  seconds,
  sent: latencies.length,
  refused,
  p50Ms: quantile(0.5),
  p99Ms: quantile(0.99),
};
process.stdout.write(JSON.stringify(result));
