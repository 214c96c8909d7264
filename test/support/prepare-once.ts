import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { TestProject } from 'vitest/node';
import { cacheFolder, checkoutHash } from './checkout-hash.ts';
import { makeOnce } from './make-once.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder like the installed package: `dist` compiled from the sources as they are, and links to the rest. */
    readonly compiledPackage: string;
    /** A data folder with a freshly migrated embedded database. Nobody opens it: `freshDataDir` copies it. */
    readonly templateDataDir: string;
  }
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const sources = ['src', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
const notLinked = ['node_modules', 'dist', 'coverage', 'data', 'src', 'test'];
/** No test pulls the plug on a copy, so a copy need not wait for the disk. */
const databaseSettings = '\nfsync = off\nfull_page_writes = off\n';

/**
 * Makes before the tests what many of them need and what costs seconds: the compiled package, and an embedded database.
 * Both stay for the next run, until what they are made of changes.
 */
export async function setup({ provide }: TestProject): Promise<void> {
  const compiled = join(cacheFolder, 'package', checkoutHash(...sources));
  await makeOnce(compiled, async (folder) => compile(folder));
  provide('compiledPackage', compiled);

  const database = join(
    cacheFolder,
    'database',
    checkoutHash(...sources, 'migrations', 'test/support/prepare-once.ts'),
  );
  await makeOnce(database, (folder) => createDatabase(compiled, folder));
  provide('templateDataDir', database);
}

function compile(folder: string): void {
  mkdirSync(join(folder, 'dist'));
  const tsc = join(root, 'node_modules', '.bin', 'tsc');
  execFileSync(tsc, ['-p', 'tsconfig.build.json', '--outDir', join(folder, 'dist')], { cwd: root, stdio: 'inherit' });
  for (const name of readdirSync(root)) {
    if (!name.startsWith('.') && !notLinked.includes(name)) symlinkSync(join(root, name), join(folder, name));
  }
}

async function createDatabase(compiled: string, dataDir: string): Promise<void> {
  const module = pathToFileURL(join(compiled, 'dist', 'store', 'open-store.js'));
  const { openStore }: typeof import('../../src/store/open-store.ts') = await import(module.href);
  const store = await openStore({ databaseUrl: null, dataDir });
  await store.close();
  appendFileSync(join(dataDir, 'postgres', 'postgresql.conf'), databaseSettings);
}
