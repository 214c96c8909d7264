import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { quietLog } from '../app/quiet-log.ts';
import { configFiles } from '../app/read-settings.ts';
import { type RunningServer, startServer } from '../app/start-server.ts';
import { stopOnSignal } from '../app/stop-on-signal.ts';
import { readConfig } from '../config/read-config.ts';
import { generateMonth } from '../demo/generate-month.ts';
import { CisloError } from '../model/error.ts';
import { type SendResult, sendAll } from '../send/send-all.ts';
import { webhookUrl } from '../send/webhook-url.ts';
import { freePort } from './free-port.ts';
import { startProgress } from './progress.ts';
import { sloTable } from './slo-table.ts';
import { readFrom } from './status.ts';

interface DemoOptions {
  readonly once?: boolean;
  readonly json?: boolean;
  readonly seed: string;
  readonly deliveries: string;
}

const host = '127.0.0.1';
const hourMs = 3_600_000;
const settlePatienceMs = 300_000;
const settlePauses = 12;

/** `cislo demo`: the whole application on made-up data. */
export function demoCommand(): Command {
  return new Command('demo')
    .description(
      'Starts everything on the embedded database in a scratch folder, pushes a made-up month of signed deliveries through the door, prints the SLO table and stays up.',
    )
    .option('--once', 'end after printing the SLO table')
    .option('--json', 'print {"url", "deliveries", "seconds", "slos"} as JSON instead of the table')
    .option('--seed <text>', 'another text makes another month', 'cislo')
    .option('--deliveries <number>', 'about so many', '60000')
    .action(runDemo);
}

async function runDemo(options: DemoOptions): Promise<void> {
  const deliveries = readCount(options.deliveries);
  const dataDir = mkdtempSync(join(tmpdir(), 'cislo-demo-'));
  const secret = randomBytes(32).toString('hex');
  const end = async (server: RunningServer | null): Promise<void> => {
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  let server: RunningServer | null = null;
  stopOnSignal(() => end(server));
  try {
    const environment = demoSettings(dataDir, secret);
    server = await startServer({ config: await demoConfig(environment), environment, log: quietLog() });
    const result = await pushMonth(server, secret, { seed: options.seed, deliveries });
    const slos = await readFrom({ url: server.url, token: null });
    if (options.json === true) {
      process.stdout.write(
        `${JSON.stringify({ url: server.url, deliveries: result.sent, seconds: result.seconds, slos })}\n`,
      );
    } else {
      process.stdout.write(`\n${sloTable(slos)}\n${options.once === true ? '' : links(server.url)}`);
    }
    if (options.once !== true) await new Promise(() => {});
  } finally {
    await end(server);
  }
}

/** The settings of the demo: loopback, embedded, its own secret. You can try your own SLO files and rules on it. */
function demoSettings(dataDir: string, secret: string): NodeJS.ProcessEnv {
  const { PORT, CISLO_CONFIG, CISLO_SLO_DIR } = process.env;
  return { PORT, CISLO_CONFIG, CISLO_SLO_DIR, CISLO_DATA_DIR: dataDir, HOST: host, WEBHOOK_SECRET: secret };
}

async function demoConfig(environment: NodeJS.ProcessEnv): Promise<ReturnType<typeof readConfig>> {
  const config = readConfig(environment, configFiles);
  return { ...config, port: config.port === 0 ? 0 : await freePort(config.port, host) };
}

async function pushMonth(
  server: RunningServer,
  secret: string,
  { seed, deliveries }: { readonly seed: string; readonly deliveries: number },
): Promise<SendResult> {
  const startedAt = performance.now();
  // The full hour, so that the same command within an hour gives the same month, and the burn windows have something in them.
  const month = generateMonth({ seed, deliveries, end: Math.floor(Date.now() / hourMs) * hourMs });
  const progress = startProgress({ label: 'Demo', total: month.count, unit: 'deliveries', stream: process.stderr });
  const result = await sendAll({
    url: webhookUrl(server.url),
    secret,
    deliveries: inParts(month.deliveries, Math.ceil(month.count / settlePauses), () => settle(server)),
    onProgress: progress.update,
  });
  progress.finish();
  if (result.refused.length > 0) {
    throw new Error(`the server refused deliveries of its own demo: ${JSON.stringify(result.refused[0])}`);
  }
  if (!(await server.app.drain(settlePatienceMs)))
    throw new Error(`the demo was not settled within ${settlePatienceMs / 1000} s`);
  return { ...result, seconds: (performance.now() - startedAt) / 1000 };
}

async function settle({ app }: RunningServer): Promise<void> {
  if (await app.drain(settlePatienceMs)) return;
  throw new Error(`the demo was not settled within ${settlePatienceMs / 1000} s`);
}

/** Everything in order, with a pause after each `size` items. */
async function* inParts<T>(items: Iterable<T>, size: number, pause: () => Promise<void>): AsyncGenerator<T> {
  let count = 0;
  for (const item of items) {
    yield item;
    count += 1;
    if (count % size === 0) await pause();
  }
}

function readCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 1_000_000) return count;
  throw new CisloError('bad_request', `--deliveries must be a whole number from 1 to 1000000, got ${text}`);
}

function links(url: string): string {
  return `Status page  ${url}/
Metrics      ${url}/metrics
API          ${url}/api/openapi.json

Ctrl-C ends it and removes its data.
`;
}
