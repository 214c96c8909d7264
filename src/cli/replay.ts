import { Command, InvalidArgumentError } from 'commander';
import { formatProblem, type Problem } from '../model/problem.ts';
import { readRecording } from '../send/read-recording.ts';
import { type SendResult, sendAll } from '../send/send-all.ts';
import { webhookUrl } from '../send/webhook-url.ts';
import { startProgress } from './progress.ts';
import { defaultUrl, readSecret } from './read-secret.ts';

interface ReplayFlags {
  readonly url?: string;
  readonly secret?: string;
  readonly speed?: number;
  readonly connections: number;
  readonly json?: boolean;
}

const mostProblemsKept = 1_000;

/** `cislo replay FILE`: sends recorded deliveries, signed, through a server's door. */
export function replayCommand(): Command {
  return new Command('replay')
    .description("Sends recorded deliveries, signed, through a server's webhook door.")
    .argument('<file>', 'NDJSON, one delivery a line: {"id" or "delivery_id", "event", "payload", "received_at"?}')
    .option('--url <url>', 'the server (default: http://127.0.0.1 on PORT or 3000)')
    .option('--secret <secret>', 'the webhook secret (default: WEBHOOK_SECRET)')
    .option('--speed <n>', 'so many times as fast as recorded (default: as fast as the server takes it)', parseSpeed)
    .option('--connections <n>', 'deliveries on the way at a time', parseCount, 16)
    .option('--json', 'print the result as JSON')
    .action(replay);
}

async function replay(file: string, flags: ReplayFlags): Promise<void> {
  const url = webhookUrl(flags.url ?? defaultUrl(), process.env['WEBHOOK_PATH']);
  const secret = readSecret(flags.secret);
  const problems: Problem[] = [];
  let badLines = 0;
  const recording = await readRecording(file, (problem) => {
    badLines += 1;
    process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[K' : ''}${formatProblem(problem)}\n`);
    if (problems.length < mostProblemsKept) problems.push(problem);
  });
  const progress = startProgress({ label: 'Replay', total: recording.bytes, unit: null, stream: process.stderr });
  const result = await sendAll({
    url,
    secret,
    deliveries: recording.deliveries,
    concurrency: flags.connections,
    speed: flags.speed ?? null,
    onProgress: () => progress.update(recording.bytesRead()),
  });
  progress.finish();

  process.stdout.write(
    flags.json === true
      ? `${JSON.stringify({
          file,
          sent: result.sent,
          by_status: result.byStatus,
          refused: result.refused,
          bad_lines: badLines,
          problems,
          seconds: result.seconds,
        })}\n`
      : describe(result, badLines),
  );
  if (badLines > 0 || accepted(result) < result.sent) process.exitCode = 1;
}

function accepted(result: SendResult): number {
  return Object.entries(result.byStatus).reduce(
    (sum, [status, count]) => (status.startsWith('2') ? sum + count : sum),
    0,
  );
}

function describe(result: SendResult, badLines: number): string {
  const rate = Math.round(result.sent / Math.max(result.seconds, 0.001));
  const lines = [
    `Sent ${result.sent} deliveries in ${result.seconds.toFixed(1)} s (${rate}/s), ${accepted(result)} accepted.`,
  ];
  if (badLines > 0) lines.push(`Left out ${badLines} lines that are no delivery (see above).`);
  for (const { guid, status, body } of result.refused)
    lines.push(`${guid} was answered with ${status}: ${body.trim()}`);
  return `${lines.join('\n')}\n`;
}

function parseSpeed(text: string): number {
  const speed = Number(text);
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw new InvalidArgumentError('It must be a number above 0, such as 60.');
}

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 1_000) return count;
  throw new InvalidArgumentError('It must be a whole number from 1 to 1000.');
}
