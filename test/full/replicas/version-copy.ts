import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '../../../src/cli/free-port.ts';
import type { Verification } from '../../../src/settle/verification.ts';
import { until } from '../../support/prometheus.ts';
import { type ServerProcess, secret } from '../../support/server-process.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Compiles the project into a folder of its own, as its package is: a version that a test may change. */
export function buildVersion(folder: string): void {
  execFileSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', join(folder, 'dist')],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly files: readonly string[];
  };
  for (const name of ['package.json', ...files].filter((file) => file !== 'dist'))
    cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
}

/** Starts the server of a version and waits until it is ready. */
export async function startVersion(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const port = await freePort(10_000 + Math.floor(Math.random() * 10_000), '127.0.0.1');
  const child = spawn(process.execPath, ['dist/cli/main.js', 'serve'], {
    cwd: folder,
    env: { ...environment, PORT: String(port), WEBHOOK_SECRET: secret, NO_SMEE_SETUP: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (output = (output + String(chunk)).slice(-20_000)));
  const url = `http://127.0.0.1:${port}`;
  const isReady = async (): Promise<boolean> => hasEnded(child) || (await fetch(`${url}/readyz`)).ok;
  await until(isReady, 60_000).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw new Error(`the server did not become ready:\n${output}`, { cause: error });
  });
  if (hasEnded(child)) throw new Error(`the server ended with ${child.exitCode}:\n${output}`);
  return { url, kill: () => end(child, 'SIGKILL'), stop: () => end(child, 'SIGTERM'), output: () => output };
}

/** `cislo verify` of a version. */
export async function verifyWith(folder: string, environment: Readonly<Record<string, string>>): Promise<Verification> {
  const { stdout } = await promisify(execFile)(process.execPath, ['dist/cli/main.js', 'verify', '--json'], {
    cwd: folder,
    env: { ...environment, WEBHOOK_SECRET: secret },
    maxBuffer: 100_000_000,
  });
  return JSON.parse(stdout) as Verification;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
