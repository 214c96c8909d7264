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
  run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8');
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=60`;
  const cluster: PostgresCluster = {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start: () => run('pg_ctl', '-D', data, '-l', join(folder, 'log'), '-w', '-o', options, 'start'),
    kill: () => {
      const postmaster = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0] as string;
      // First its children, then itself: nobody is left to write anything down, as in a crash.
      execFileSync('sh', [
        '-c',
        `kill -STOP ${postmaster}; pkill -9 -P ${postmaster}; kill -9 ${postmaster}; sleep 0.5`,
      ]);
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

function binaries(): string {
  const root = '/usr/lib/postgresql';
  const [newest] = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  if (newest === undefined) throw new Error(`no PostgreSQL server programs under ${root}; install Debian's postgresql`);
  return join(root, newest, 'bin');
}
