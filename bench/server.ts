import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ClientOptions, ClientResult } from './client.ts';
import type { Contestant } from './contestants.ts';

const port = 3471;
const secret = 'a-secret-of-the-benchmark';
const clockTicksPerSecond = 100;

/** A contestant that runs. */
export interface BenchServer {
  readonly url: string;
  /** Resident memory, MiB. */
  residentMiB(): number;
  /** Processor time used so far, seconds: of the server, and of all PostgreSQL processes of this machine. */
  cpuSeconds(): { readonly server: number; readonly postgresql: number };
  load(load: Load): Promise<ClientResult>;
  /** Waits until everything acknowledged is folded and settled; of cislo only. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export type Load = Omit<ClientOptions, 'port' | 'secret'>;

/** Starts a contestant on what is there (`prepare` is the caller's) and waits until it answers. */
export async function startContestant(contestant: Contestant): Promise<BenchServer> {
  const { PATH, HOME } = process.env;
  const server = spawn(process.execPath, contestant.command, {
    env: { PATH, HOME, PORT: String(port), WEBHOOK_SECRET: secret, NO_SMEE_SETUP: 'true', ...contestant.environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilListening(server, url);
  const { pid } = server as { readonly pid: number };
  return {
    url,
    residentMiB: () =>
      Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024),
    cpuSeconds: () => ({ server: cpuSecondsOf(String(pid)), postgresql: cpuSecondsOfPostgres() }),
    load: runClient,
    settle: () => settle(url),
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const exited = once(server, 'exit');
      server.kill('SIGKILL');
      await exited;
    },
  };
}

async function runClient(load: Load): Promise<ClientResult> {
  const options = JSON.stringify({ port, secret, ...load } satisfies ClientOptions);
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'bench/client.ts', options], {
    timeout: 1_800_000,
  });
  return JSON.parse(stdout) as ClientResult;
}

/** One request that waits for the fold: scraping again and again would cost more than what is measured. */
async function settle(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/api/slos?wait=30`);
    await answer.text();
    if (answer.headers.get('x-cislo-behind') === '0') return;
  }
}

async function untilListening(server: ChildProcess, url: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    if (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1_000) }).catch(() => null)) return;
    await sleep(50);
  }
  throw new Error('the server did not start');
}

function cpuSecondsOf(pid: string): number {
  try {
    const fields = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '').split(' ');
    return (Number(fields[11]) + Number(fields[12])) / clockTicksPerSecond;
  } catch {
    // It ended meanwhile.
    return 0;
  }
}

function cpuSecondsOfPostgres(): number {
  const named = (pid: string): boolean => {
    try {
      return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
    } catch {
      return false;
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && named(name))
    .reduce((sum, pid) => sum + cpuSecondsOf(pid), 0);
}
