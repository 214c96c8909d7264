import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The secret that test servers know. */
export const secret = 'a-secret-for-tests-only';

/** A `cislo serve` in a process of its own, that a test may kill at any moment. */
export interface ServerProcess {
  readonly url: string;
  /** Ends it at once, as a crash or the kernel would. */
  readonly kill: () => Promise<void>;
  /** Asks it to stop and waits until it has. */
  readonly stop: () => Promise<void>;
  /** What it wrote. */
  readonly output: () => string;
}

export interface ServerProcessOptions {
  /** Default true; otherwise it only has to be alive. */
  readonly waitReady?: boolean;
  /** Where its package is. Default: this project, compiled by `build-once.ts`. */
  readonly folder?: string;
}

/** Starts the compiled server on a free port and waits until it is ready. */
export async function startServerProcess(
  environment: Readonly<Record<string, string>>,
  { waitReady = true, folder = root }: ServerProcessOptions = {},
): Promise<ServerProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, ['dist/cli/main.js', 'serve'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: String(port),
      WEBHOOK_SECRET: secret,
      NO_SMEE_SETUP: 'true',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => (output = (output + String(chunk)).slice(-20_000)));
  const url = `http://127.0.0.1:${port}`;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  const server = { url, kill: () => end('SIGKILL'), stop: () => end('SIGTERM'), output: () => output };
  await untilAnswering(`${url}${waitReady ? '/readyz' : '/healthz'}`, child, () => output);
  return server;
}

async function untilAnswering(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output()}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the server did not become ready:\n${output()}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
