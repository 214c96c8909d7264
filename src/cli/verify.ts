import { Command } from 'commander';
import { ownVersions } from '../generation/deployment.ts';
import type { Verification } from '../verify/verification.ts';
import { verifyStore } from '../verify/verify-store.ts';
import { getJson } from './get-json.ts';
import { type ProgressBar, startProgress } from './progress.ts';
import { compareSettings } from './status.ts';
import { waitForServer, withReadOnlyStore } from './with-database.ts';

const drainPatienceMs = 600_000;

/** `cislo verify`: is every derived row what the log says? */
export function verifyCommand(): Command {
  return new Command('verify')
    .description(
      'Recomputes every derived row from the observation log, with the settings that the numbers are made with, and prints each difference. It only reads. Exit code 1 when there is any.',
    )
    .option('--url <url>', 'let this server do it; needed while it holds the embedded database (loopback only)')
    .option('--json', 'print {"checked", "differences": […]} as JSON')
    .action(async ({ url, json }: { readonly url?: string; readonly json?: boolean }) => {
      const result =
        url === undefined ? await verifyHere() : ((await getJson({ url, token: null }, '/api/verify')) as Verification);
      process.stdout.write(json === true ? `${JSON.stringify(result)}\n` : describe(result));
      if (result.differences.length > 0) process.exitCode = 1;
    });
}

function verifyHere(): Promise<Verification> {
  return withReadOnlyStore(async (place) => {
    const { differs } = await compareSettings(place);
    if (differs.length > 0)
      process.stderr.write(
        `Compared with the settings that the numbers are made with, not with those at hand. Different: ${differs.join('; ')}.\n`,
      );
    let progress: ProgressBar | null = null;
    return verifyStore({
      store: place.store,
      versions: ownVersions,
      clock: Date.now,
      drain: () => waitForServer(place, drainPatienceMs),
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
