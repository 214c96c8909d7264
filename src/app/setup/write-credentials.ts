import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { AppCredentials } from '../../github/convert-manifest.ts';

/**
 * Writes an App's credentials to an env file that only its owner can read; other lines of the file stay.
 *
 * @param publicUrl the address at which people reach this server, without a slash at the end
 */
export function writeCredentials(path: string, credentials: AppCredentials, publicUrl: string): void {
  const values: Readonly<Record<string, string>> = {
    APP_ID: String(credentials.id),
    PRIVATE_KEY: credentials.privateKey.trimEnd().replaceAll('\n', '\\n'),
    WEBHOOK_SECRET: credentials.webhookSecret,
    GITHUB_CLIENT_ID: credentials.clientId,
    GITHUB_CLIENT_SECRET: credentials.clientSecret,
    CISLO_URL: publicUrl,
  };
  const kept = readLines(path).filter((line) => !((/^\s*(?:export\s+)?(\w+)\s*=/.exec(line)?.[1] ?? '') in values));
  const lines = [...kept, ...Object.entries(values).map(([name, value]) => `${name}="${value}"`)];
  // Written beside the old file and then renamed, so that a crash leaves either the old file or the new one whole.
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, `${lines.join('\n')}\n`, { mode: 0o600 });
  renameSync(temporary, path);
}

function readLines(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').replace(/\n+$/, '').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
