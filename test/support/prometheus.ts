import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Prometheus {
  readonly url: string;
  /** `data` of an API answer; throws Prometheus's own words when it refuses. */
  get<Data>(path: string, parameters?: Readonly<Record<string, string>>): Promise<Data>;
  /** Ends the process at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts it again on the same port and the same data. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** `data` of a query for series at one time. */
export interface Vector {
  readonly result: readonly {
    readonly metric: Readonly<Record<string, string>>;
    readonly value: readonly [number, string];
  }[];
}

/**
 * Starts Debian's Prometheus on the `given` port, or on a free one: scrapes `target` and evaluates `rulesFile` every second. `history`, OpenMetrics
 * with times, is there from the start. Fails when it is not installed.
 */
export async function startPrometheus(
  target: string,
  rulesFile: string,
  given?: number,
  history?: string,
): Promise<Prometheus> {
  const dir = mkdtempSync(join(tmpdir(), 'cislo-prometheus-'));
  const port = given ?? (await freePort());
  if (history !== undefined) {
    writeFileSync(join(dir, 'history'), history);
    const { status, output } = promtool([
      'tsdb',
      'create-blocks-from',
      'openmetrics',
      join(dir, 'history'),
      join(dir, 'data'),
    ]);
    if (status !== 0) throw new Error(output);
  }
  const config = {
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    rule_files: [rulesFile],
    scrape_configs: [{ job_name: 'cislo', static_configs: [{ targets: [target] }] }],
  };
  // JSON is YAML.
  writeFileSync(join(dir, 'prometheus.yml'), JSON.stringify(config));
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    const started = spawn(
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
    child = started;
    const gone = new Promise<never>((_, reject) => {
      started.once('error', reject);
      started.once('exit', (code) => reject(new Error(`prometheus ended with ${code}`)));
    });
    gone.catch(() => {});
    await Promise.race([gone, until(async () => (await fetch(`${url}/-/ready`)).ok, 30_000)]);
  };
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  const url = `http://127.0.0.1:${port}`;
  const get = async <Data>(path: string, parameters: Readonly<Record<string, string>> = {}): Promise<Data> => {
    const response = await fetch(`${url}/api/v1/${path}?${new URLSearchParams(parameters)}`);
    const answer = (await response.json()) as { readonly status: string; readonly data: Data; readonly error?: string };
    if (answer.status !== 'success') throw new Error(`${path} ${JSON.stringify(parameters)}: ${answer.error}`);
    return answer.data;
  };
  await start();
  return {
    url,
    get,
    kill: () => end('SIGKILL'),
    start,
    stop: async () => {
      await end('SIGTERM');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Waits until the series that `expr` selects have been scraped since `after` (ms), each with a value that is accepted. */
export function scraped(
  prometheus: Prometheus,
  expr: string,
  accept: (value: number) => boolean,
  after: number,
): Promise<void> {
  return until(async () => {
    const query = `${expr} and timestamp(${expr}) > ${after / 1000}`;
    const { result } = await prometheus.get<Vector>('query', { query });
    return result.length > 0 && result.every(({ value }) => accept(Number(value[1])));
  }, 60_000);
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

/** What promtool says. */
interface Answer {
  readonly status: number | null;
  readonly output: string;
}

/** Where `.ci/newer-prometheus` puts the Prometheus of the next release of Debian. */
const newerPrograms = fileURLToPath(new URL('../../node_modules/.cache/newer-prometheus/usr/bin/', import.meta.url));

/** The installed Prometheus's promtool and a newer one. */
export const promtools = ['promtool', join(newerPrograms, 'promtool')] as const;

/** Runs a promtool. Throws when it is not there. */
export function promtool(
  args: readonly string[],
  input = '',
  program: (typeof promtools)[number] = promtools[0],
): Answer {
  const { error, status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8' });
  if (error !== undefined) {
    throw new Error(`${program} cannot be run: install Debian's prometheus, and run .ci/newer-prometheus`, {
      cause: error,
    });
  }
  return { status, output: `${stdout}${stderr}` };
}

/** A port that nobody listens at. */
export function freePort(): Promise<number> {
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
