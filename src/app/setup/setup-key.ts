import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a fresh key to a file that only its owner can read: whoever can read the file may set up a server that others can reach. The key
 * is not written to the log, because logs are often sent to other machines.
 */
export function writeSetupKey(dataDir: string): { readonly key: string; readonly path: string } {
  const key = randomBytes(24).toString('base64url');
  const path = join(dataDir, 'setup-key');
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(path, `${key}\n`, { mode: 0o600 });
  return { key, path };
}
