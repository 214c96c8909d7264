import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configFiles } from '../../../../src/app/read-settings.ts';
import type { Config } from '../../../../src/config/config.ts';
import { readConfig } from '../../../../src/config/read-config.ts';
import { secret } from '../../../support/server-process.ts';

/** After every deadline of every case, and less than a year after the earliest of their times. Milliseconds, UTC. */
export const longAfter = Date.UTC(2026, 11, 20, 12, 0, 30);

/** The App that the tests' server is. Its own checks are nobody's answer. */
export const ownAppId = 4242;

/** Repositories of this owner are configured to expect this provider. */
export const owed = { owner: 'own-owed', provider: 'acme-ci' } as const;

const builtIn = fileURLToPath(new URL('../../../../slos', import.meta.url));
const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();

/** The settings of a server on this database: the built-in objectives with a window that reaches back to every case. */
export function fieldSettings(databaseUrl: string): Config {
  const folder = mkdtempSync(join(tmpdir(), 'cislo-field-'));
  try {
    const slos = join(folder, 'slos');
    mkdirSync(slos);
    for (const file of readdirSync(builtIn)) writeFileSync(join(slos, file), withLongWindow(join(builtIn, file)));
    const config = join(folder, 'cislo.yaml');
    writeFileSync(
      config,
      `retention: { days: 400 }\nexpected: [{ repository: '${owed.owner}/*', providers: [${owed.provider}] }]\n`,
    );
    const environment = {
      APP_ID: String(ownAppId),
      PRIVATE_KEY: privateKey,
      WEBHOOK_SECRET: secret,
      DATABASE_URL: databaseUrl,
      CISLO_CONFIG: config,
      CISLO_SLO_DIR: slos,
    };
    return readConfig(environment, configFiles);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function withLongWindow(path: string): string {
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(/duration: 30d/, 'duration: 365d');
  if (changed === text) throw new Error(`${path} has no window of 30 d to replace`);
  return changed;
}
