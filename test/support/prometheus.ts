import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Prometheus {
  readonly url: string;
  /** `data` of an API answer; throws Prometheus's own words when it refuses. */
  get<Data>(path: string, parameters?: Readonly<Record<string, string>>): Promise<Data>;
  stop(): Promise<void>;
}

/** Starts Debian's Prometheus on a free port: scrapes `target` and evaluates `rulesFile` every second. Fails when it is not installed. */
export async function startPrometheus(target: string, rulesFile: string): Promise<Prometheus> {
  const dir = mkdtempSync(join(tmpdir(), 'cislo-prometheus-'));
  const port = await freePort();
  const config = {
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    rule_files: [rulesFile],
    scrape_configs: [{ job_name: 'cislo', static_configs: [{ targets: [target] }] }],
  };
  // JSON is YAML.
  writeFileSync(join(dir, 'prometheus.yml'), JSON.stringify(config));
  const child = spawn(
    'prometheus',
    [
      `--config.file=${join(dir, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(dir, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--enable-feature=exemplar-storage',
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const gone = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`prometheus ended with ${code}`)));
  });
  gone.catch(() => {});
  const url = `http://127.0.0.1:${port}`;
  const get = async <Data>(path: string, parameters: Readonly<Record<string, string>> = {}): Promise<Data> => {
    const response = await fetch(`${url}/api/v1/${path}?${new URLSearchParams(parameters)}`);
    const answer = (await response.json()) as { readonly status: string; readonly data: Data; readonly error?: string };
    if (answer.status !== 'success') throw new Error(`${path} ${JSON.stringify(parameters)}: ${answer.error}`);
    return answer.data;
  };
  await Promise.race([gone, until(async () => (await fetch(`${url}/-/ready`)).ok, 30_000)]);
  return {
    url,
    get,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Asks again and again until the answer is yes. Errors count as no, until the time is over. */
export async function until(question: () => Promise<boolean>, patienceMs: number): Promise<void> {
  const end = Date.now() + patienceMs;
  let last: unknown = 'the answer was no';
  while (Date.now() < end) {
    try {
      if (await question()) return;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`not within ${patienceMs} ms: ${last}`);
}

/** Runs promtool. Throws when it is not installed. */
export function promtool(
  args: readonly string[],
  input = '',
): { readonly status: number | null; readonly output: string } {
  const { error, status, stdout, stderr } = spawnSync('promtool', args, { input, encoding: 'utf8' });
  if (error !== undefined) throw error;
  return { status, output: `${stdout}${stderr}` };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
