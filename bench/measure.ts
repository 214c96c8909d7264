import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ClientResult } from './client.ts';
import type { Contestant } from './contestants.ts';

const port = 3471;
const secret = 'a-secret-of-the-benchmark';
const url = `http://127.0.0.1:${port}`;

/** What one contestant did in one round. */
export interface Measured extends ClientResult {
  /** Deliveries a second until everything acknowledged was folded and settled too; null where nothing is. */
  readonly settledPerSecond: number | null;
  /** Resident memory of the server after the run, MiB. */
  readonly residentMiB: number;
}

export interface Load {
  readonly seed: string;
  readonly count: number;
  readonly connections: number;
  readonly size: '10k' | '20k' | 'mix';
  /** Deliveries a second; without it each connection sends the next at once. */
  readonly rate?: number;
}

/** Starts a contestant, warms it up, loads it, and ends it. */
export async function measure(contestant: Contestant, load: Load): Promise<Measured> {
  await contestant.prepare();
  const server = spawn(process.execPath, contestant.command, {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: String(port),
      WEBHOOK_SECRET: secret,
      NO_SMEE_SETUP: 'true',
      ...contestant.environment,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await untilListening(server);
    await runClient({
      ...load,
      seed: `${load.seed}-warm-up`,
      count: Math.min(2_000, load.count),
      connections: load.connections,
    });
    const result = await runClient(load);
    const settled = contestant.command.includes('serve') ? await settle(result) : null;
    return { ...result, settledPerSecond: settled, residentMiB: await residentMiB(server) };
  } finally {
    server.kill('SIGKILL');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  }
}

async function runClient(load: Load): Promise<ClientResult> {
  const options = JSON.stringify({ port, secret, ...load });
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--max-old-space-size=8192', 'bench/client.ts', options],
    { timeout: 240_000 },
  );
  return JSON.parse(stdout) as ClientResult;
}

async function settle(result: ClientResult): Promise<number> {
  const started = performance.now();
  for (;;) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    if (Number(/^cislo_settle_lag_seconds (\S+)/m.exec(metrics)?.[1] ?? 1) === 0) break;
    await sleep(50);
  }
  return result.sent / (result.seconds + (performance.now() - started) / 1000);
}

async function untilListening(server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    if (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1_000) }).catch(() => null)) return;
    await sleep(50);
  }
  throw new Error('the server did not start');
}

async function residentMiB(server: ChildProcess): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(server.pid)]);
  return Math.round(Number(stdout) / 1024);
}
