import { Command } from 'commander';
import type { Verification } from '../settle/verification.ts';
import { verifyStore } from '../settle/verify-store.ts';
import { getJson } from './get-json.ts';
import { type Progress, startProgress } from './progress.ts';
import { withWorker } from './with-worker.ts';

const drainPatienceMs = 600_000;

/** `cislo verify`: is every derived row what the log says? */
export function verifyCommand(): Command {
  return new Command('verify')
    .description(
      'Recomputes every derived row from the observation log and prints each difference. Exit code 1 when there is any.',
    )
    .option('--url <url>', 'let this server do it; needed while it holds the embedded database (loopback only)')
    .option('--json', 'print {"checked", "differences": […]} as JSON')
    .action(async ({ url, json }: { readonly url?: string; readonly json?: boolean }) => {
      const result = url === undefined ? await verifyHere() : ((await getJson(url, '/api/verify')) as Verification);
      process.stdout.write(json === true ? `${JSON.stringify(result)}\n` : describe(result));
      if (result.differences.length > 0) process.exitCode = 1;
    });
}

function verifyHere(): Promise<Verification> {
  return withWorker(async ({ config, store, worker }) => {
    let progress: Progress | null = null;
    return verifyStore({
      store,
      objectives: config.objectives,
      rules: config.rules,
      graceMs: config.settle.graceMs,
      clock: Date.now,
      drain: () => worker.drain(drainPatienceMs),
      onProgress: (done, total) => {
        progress ??= startProgress({ label: 'Verify', total, unit: 'repositories', stream: process.stderr });
        progress.update(done);
        if (done === total) progress.finish();
      },
    });
  });
}

function describe({ checked, differences }: Verification): string {
  const lines = differences.map(
    ({ repository, what, key, expected, found }) =>
      `${repository === '' ? '(all)' : repository} ${what} ${key}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}\n`,
  );
  return `${lines.join('')}${checked} rows checked, ${differences.length} differences.\n`;
}
