import { Command, InvalidArgumentError, Option } from 'commander';
import { askDeliveryCount } from '../send/ask-delivery-count.ts';
import { type LoadSize, loadBodies } from '../send/load-bodies.ts';
import { type LoadResult, runLoad } from '../send/run-load.ts';
import { webhookUrl } from '../send/webhook-url.ts';
import { startProgress } from './progress.ts';
import { defaultUrl, readSecret } from './read-secret.ts';

interface LoadFlags {
  readonly url?: string;
  readonly secret?: string;
  readonly rate: number | 'max';
  readonly for: number;
  readonly size: LoadSize;
  readonly connections: number;
  readonly json?: boolean;
}

/** `cislo load`: how many deliveries a server takes, how fast it answers, and whether it has them all. */
export function loadCommand(): Command {
  return new Command('load')
    .description(
      'Load generator: sends signed, realistic deliveries to a server and measures. Use a server for trying: its rows stay.',
    )
    .requiredOption('--rate <n>', 'deliveries a second, or max for as many as the connections carry', parseRate)
    .requiredOption('--for <duration>', 'how long, such as 30s, 5m or 1h', parseDuration)
    .option('--url <url>', 'the server (default: http://127.0.0.1 on PORT or 3000)')
    .option('--secret <secret>', 'the webhook secret (default: WEBHOOK_SECRET)')
    .addOption(new Option('--size <size>', 'how large the bodies are').choices(['10k', '20k', 'mix']).default('mix'))
    .option('--connections <n>', 'connections to the server', parseConnections, 32)
    .option('--json', 'print the result as JSON')
    .action(load);
}

async function load(flags: LoadFlags): Promise<void> {
  const url = webhookUrl(flags.url ?? defaultUrl(), process.env['WEBHOOK_PATH']);
  const secret = readSecret(flags.secret);
  const now = Date.now();
  const next = loadBodies({ seed: `${now} ${process.pid}`, size: flags.size, now, secret });
  const before = await askDeliveryCount(url);
  const progress = startProgress({ label: 'Load', total: flags.for, unit: null, stream: process.stderr });
  const result = await runLoad({
    url,
    next,
    rate: flags.rate,
    durationMs: flags.for,
    connections: flags.connections,
    onProgress: progress.update,
  });
  progress.finish();
  const after = before === null ? null : await askDeliveryCount(url);
  const stored = before === null || after === null ? null : after - before;
  const lost = stored === null ? null : Math.max(0, result.acknowledged - stored);

  process.stdout.write(
    flags.json === true ? `${JSON.stringify(asJson(result, stored, lost))}\n` : describe(result, lost),
  );
  if (result.acknowledged < result.sent || (lost ?? 0) > 0) process.exitCode = 1;
}

function asJson(result: LoadResult, stored: number | null, lost: number | null): object {
  const { latencyMs } = result;
  return {
    sent: result.sent,
    acknowledged: result.acknowledged,
    stored,
    lost,
    by_status: result.byStatus,
    by_error: result.byError,
    latency_ms: latencyMs,
    bytes: result.bytes,
    seconds: result.seconds,
    per_second: result.perSecond,
  };
}

function describe(result: LoadResult, lost: number | null): string {
  const { latencyMs: latency } = result;
  const ms = (value: number | null): string => (value === null ? '–' : `${value.toFixed(1)} ms`);
  const answers = Object.entries({ ...result.byStatus, ...result.byError }).map(([name, count]) => `${name}: ${count}`);
  return [
    `sent          ${result.sent} deliveries, ${(result.bytes / 1e6).toFixed(1)} MB, in ${result.seconds.toFixed(1)} s`,
    `acknowledged  ${result.acknowledged} (${result.perSecond.toFixed(0)}/s)`,
    `latency       p50 ${ms(latency.p50)}  p90 ${ms(latency.p90)}  p99 ${ms(latency.p99)}  p99.9 ${ms(latency.p999)}  max ${ms(latency.max)}`,
    `answers       ${answers.join(', ') || 'none'}`,
    `lost          ${lost ?? 'not known: the server does not tell how many deliveries it has'}`,
    '',
  ].join('\n');
}

function parseRate(text: string): number | 'max' {
  const rate = Number(text);
  if (text === 'max') return text;
  if (Number.isFinite(rate) && rate > 0 && rate <= 100_000) return rate;
  throw new InvalidArgumentError('It must be a number above 0 and up to 100000, or max.');
}

function parseDuration(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const factors: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  const duration = Number(amount) * (factors[unit ?? ''] ?? 0);
  if (duration > 0) return duration;
  throw new InvalidArgumentError('It must be a time above 0 with its unit: 500ms, 30s, 5m or 1h.');
}

function parseConnections(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 10_000) return count;
  throw new InvalidArgumentError('It must be a whole number from 1 to 10000.');
}
