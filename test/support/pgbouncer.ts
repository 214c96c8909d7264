import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../src/cli/free-port.ts';

/** A pgbouncer in front of one database: every transaction may get another of its few connections. */
export interface Pgbouncer {
  /** The database behind it. */
  readonly url: string;
  readonly poolSize: number;
  readonly stop: () => Promise<void>;
}

/**
 * Starts Debian's pgbouncer in transaction mode on a free port, with nothing else set but what hurts most: few
 * connections, taken in turns. Fails when it is not installed.
 */
export async function startPgbouncer(databaseUrl: string, poolSize = 4): Promise<Pgbouncer> {
  const program = findProgram();
  const folder = mkdtempSync(join(tmpdir(), 'cislo-pgbouncer-'));
  const port = await freePort(20_000 + Math.floor(Math.random() * 10_000), '127.0.0.1');
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(file, settings(new URL(databaseUrl), port, poolSize));
  // In the foreground and without a log file, it writes its log to standard error.
  const child = spawn(program, [file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.on('error', (error) => (output += error.message));
  child.stderr.on('data', (chunk) => (output = (output + String(chunk)).slice(-2_000)));
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilAnswering(url.href, child);
  } catch (error) {
    await stop();
    throw new Error(`pgbouncer did not start:\n${output}`, { cause: error });
  }
  return { url: url.href, poolSize, stop };
}

/** As root it goes on as the user `postgres`, since it refuses to be root. */
function settings(database: URL, port: number, poolSize: number): string {
  const given = {
    host: database.hostname,
    port: database.port || '5432',
    dbname: database.pathname.slice(1),
    user: decodeURIComponent(database.username),
    password: decodeURIComponent(database.password),
  };
  const target = Object.entries(given)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}='${value.replaceAll("'", "''")}'`);
  return `
[databases]
* = ${target.join(' ')}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${poolSize}
server_round_robin = 1
${process.getuid?.() === 0 ? 'user = postgres' : ''}
`;
}

function findProgram(): string {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  const found = folders.map((folder) => join(folder, 'pgbouncer')).find((path) => existsSync(path));
  if (found === undefined)
    throw new Error(`no pgbouncer in PATH nor in /usr/sbin; install Debian's package pgbouncer (.ci/run does)`);
  return found;
}

async function untilAnswering(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (child.exitCode !== null || attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
