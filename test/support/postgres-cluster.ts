import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/cli/free-port.ts';

/** A PostgreSQL server of a test's own, that the test may kill. */
export interface PostgresCluster {
  readonly url: string;
  /** Does nothing when it runs. */
  readonly start: () => void;
  /** kill -9 of the whole server: what was not on disk is gone. */
  readonly kill: () => void;
  /** Ends every connection and itself at once. Does nothing when it does not run. */
  readonly stop: () => void;
  readonly remove: () => void;
}

/**
 * Makes and starts a cluster in a temporary folder, on a free port. Needs Debian's postgresql package; as root it runs
 * as the user `postgres`, who must be able to reach the temporary folder.
 */
export async function createCluster(): Promise<PostgresCluster> {
  const bin = binaries();
  const folder = mkdtempSync(join(tmpdir(), 'cislo-cluster-'));
  chmodSync(folder, 0o777);
  const run = (program: string, ...args: readonly string[]): void => asPostgres(folder, join(bin, program), args);
  const data = join(folder, 'data');
  const log = join(folder, 'log');
  const pidFile = join(data, 'postmaster.pid');
  run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8');
  // Below the ports that outgoing connections get, so that none of those takes it while the server is down.
  const port = await freePort(20_000 + Math.floor(Math.random() * 10_000), '127.0.0.1');
  // No socket file: its path has a short limit, which a long temporary folder exceeds.
  const options = `-p ${port} -c unix_socket_directories='' -c listen_addresses=127.0.0.1 -c max_connections=60`;
  const cluster: PostgresCluster = {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start: () => {
      if (existsSync(pidFile)) return;
      startPatiently(() => run('pg_ctl', '-D', data, '-l', log, '-w', '-t', '120', '-o', options, 'start'), log);
    },
    kill: () => {
      killFamily(Number(readFileSync(pidFile, 'utf8').split('\n')[0]));
      // The pid in it may be a zombie's that nobody collects, or a new process's: a start would take it for the server.
      rmSync(pidFile);
    },
    stop: () => {
      if (existsSync(pidFile)) run('pg_ctl', '-D', data, '-m', 'immediate', '-w', '-t', '120', 'stop');
    },
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

function asPostgres(folder: string, program: string, args: readonly string[]): void {
  const [file, ...rest] =
    process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--', program, ...args] : [program, ...args];
  execFileSync(file as string, rest, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** A start may be refused for a moment, by memory or a port that the last run has not let go of. */
function startPatiently(start: () => void, log: string): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      start();
      return;
    } catch (error) {
      if (attempt === 10) {
        const said = existsSync(log) ? readFileSync(log, 'utf8').slice(-2_000) : 'it wrote no log';
        throw new Error(`PostgreSQL did not start:\n${said}`, { cause: error });
      }
      pause(1_000);
    }
  }
}

/** Ends a process and its children as a crash would, and waits until the last of them has let go of everything. */
function killFamily(parent: number): void {
  // Stopped first, so that it neither replaces its children nor writes anything down.
  process.kill(parent, 'SIGSTOP');
  untilState(parent, ['T', 'Z']);
  const family = [...childrenOf(parent), parent];
  for (const pid of family) endAtOnce(pid);
  for (const pid of family) untilState(pid, ['Z']);
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => stateOf(pid)?.parent === parent);
}

/** What the kernel says of a process; null when it is gone. */
function stateOf(pid: number): { readonly state: string; readonly parent: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
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

/** Waits until a process is in one of these states (`T` stopped, `Z` dead but not collected), or gone. */
function untilState(pid: number, states: readonly string[]): void {
  for (let attempt = 0; attempt < 3_000; attempt += 1) {
    const state = stateOf(pid)?.state;
    if (state === undefined || states.includes(state)) return;
    pause(10);
  }
  throw new Error(`process ${pid} is in state ${stateOf(pid)?.state} after 30 s; it should be gone or in ${states}`);
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
