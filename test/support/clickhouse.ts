import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './prometheus.ts';

export interface ClickhouseServer {
  readonly url: string;
  /** Runs a statement; the answer as text. Throws the server's own words when it refuses. */
  run(statement: string): Promise<string>;
  /** Ends the process at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts it again on the same port and the same data. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Debian's ClickHouse on free ports, with a data folder of its own. Fails when it is not installed. */
export async function startClickhouse(): Promise<ClickhouseServer> {
  const dir = mkdtempSync(join(tmpdir(), 'cislo-clickhouse-'));
  const [http, tcp] = [await freePort(), await freePort()];
  writeFileSync(join(dir, 'config.xml'), config(dir, http, tcp));
  writeFileSync(join(dir, 'users.xml'), users);
  for (const name of ['data', 'tmp']) mkdirSync(join(dir, name));
  const url = `http://127.0.0.1:${http}`;
  const run = async (statement: string): Promise<string> => {
    const response = await fetch(url, { method: 'POST', body: statement });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text;
  };
  let child: ReturnType<typeof spawn> | null = null;
  const start = async (): Promise<void> => {
    const started = spawn('clickhouse-server', [`--config-file=${join(dir, 'config.xml')}`], {
      stdio: 'ignore',
      cwd: dir,
    });
    child = started;
    const gone = new Promise<never>((_, reject) => {
      started.once('error', reject);
      started.once('exit', (code) => reject(new Error(`clickhouse-server ended with ${code}`)));
    });
    gone.catch(() => undefined);
    await Promise.race([gone, until(async () => (await fetch(`${url}/ping`)).ok, 60_000)]);
  };
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    const running = child;
    if (running === null || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    await ended;
  };
  await start();
  return {
    url,
    run,
    start,
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGKILL');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function config(dir: string, http: number, tcp: number): string {
  return `<yandex>
  <logger><level>none</level><log>${dir}/log</log><errorlog>${dir}/errors</errorlog></logger>
  <http_port>${http}</http_port><tcp_port>${tcp}</tcp_port><listen_host>127.0.0.1</listen_host>
  <path>${dir}/data/</path><tmp_path>${dir}/tmp/</tmp_path><users_config>${dir}/users.xml</users_config>
  <mark_cache_size>67108864</mark_cache_size><default_profile>default</default_profile><default_database>default</default_database>
</yandex>`;
}

const users = `<yandex>
  <profiles><default><max_memory_usage>1000000000</max_memory_usage></default></profiles>
  <users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users>
  <quotas><default></default></quotas>
</yandex>`;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
