import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL server of a test's own, that the test may kill. */
export interface PostgresCluster {
  readonly url: string;
  readonly start: () => void;
  /** kill -9 of the whole server: what was not on disk is gone. */
  readonly kill: () => void;
  readonly stop: () => void;
  readonly remove: () => void;
}

/** Makes and starts a cluster in a temporary folder. Needs Debian's postgresql package; as root it runs as the user `postgres`. */
export function createCluster(port: number): PostgresCluster {
  const bin = binaries();
  const folder = mkdtempSync(join(tmpdir(), 'cislo-cluster-'));
  const asRoot = process.getuid?.() === 0;
  const run = (program: string, ...args: readonly string[]): void => {
    const [file, rest] = asRoot
      ? ['runuser', ['-u', 'postgres', '--', join(bin, program), ...args]]
      : [join(bin, program), [...args]];
    execFileSync(file as string, rest as string[], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  };
  chmodSync(folder, 0o777);
  const data = join(folder, 'data');
  const log = join(folder, 'log');
  run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8');
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=60`;
  const cluster: PostgresCluster = {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start: () =>
      startPatiently(() => run('pg_ctl', '-D', data, '-l', log, '-w', '-t', '120', '-o', options, 'start'), log),
    kill: () => {
      const postmaster = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
      // Stopped first, so that it neither replaces its children nor writes anything down, as in a crash.
      process.kill(postmaster, 'SIGSTOP');
      const family = [...childrenOf(postmaster), postmaster];
      for (const pid of family) endAtOnce(pid);
      for (const pid of family) untilGone(pid);
    },
    stop: () => run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop'),
    remove: () => {
      try {
        cluster.stop();
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
  cluster.start();
  return cluster;
}

/** A server that crashed may hold its memory a moment longer than its processes: a start then says so and ends. */
function startPatiently(start: () => void, log: string): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      start();
      return;
    } catch (error) {
      if (attempt === 10)
        throw new Error(`PostgreSQL did not start:\n${readFileSync(log, 'utf8').slice(-2_000)}`, { cause: error });
      pause(1_000);
    }
  }
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => stateOf(pid)?.parent === parent);
}

function stateOf(pid: number): { readonly state: string; readonly parent: number } | null {
  try {
    const [state = '', parent] = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '').split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return null;
  }
}

function endAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

/** Waits until a killed process has let go of everything: gone, or a zombie that nobody collects. */
function untilGone(pid: number): void {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const state = stateOf(pid)?.state;
    if (state === undefined || state === 'Z') return;
    pause(100);
  }
  throw new Error(`process ${pid} is still there 30 s after kill -9`);
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function binaries(): string {
  const root = '/usr/lib/postgresql';
  const [newest] = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  if (newest === undefined) throw new Error(`no PostgreSQL server programs under ${root}; install Debian's postgresql`);
  return join(root, newest, 'bin');
}
