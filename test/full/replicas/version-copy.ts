import { execFile, execFileSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Verification } from '../../../src/verify/verification.ts';
import { secret } from '../../support/server-process.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Compiles the project into a folder of its own, as its package is: a version that a test may change. */
export function buildVersion(folder: string): void {
  execFileSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', join(folder, 'dist')],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly files: readonly string[];
  };
  for (const name of ['package.json', ...files].filter((file) => file !== 'dist'))
    cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
}

/** `cislo verify` of a version. */
export async function verifyWith(folder: string, environment: Readonly<Record<string, string>>): Promise<Verification> {
  const { stdout } = await promisify(execFile)(process.execPath, ['dist/cli/main.js', 'verify', '--json'], {
    cwd: folder,
    env: { ...environment, WEBHOOK_SECRET: secret },
    maxBuffer: 100_000_000,
  });
  return JSON.parse(stdout) as Verification;
}
