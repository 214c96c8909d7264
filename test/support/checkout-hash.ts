import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder, with a trailing separator. */
const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where tests keep what they make of this checkout. It is cache: removing it costs the next run some seconds. */
export const cacheFolder = join(root, 'node_modules', '.cache', 'cislo-tests');

/** 16 hex digits that change with the content or the names of these files and folders (relative to the root). */
export function checkoutHash(...paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesOf)) hash.update(`${path}\n`).update(readFileSync(join(root, path)));
  return hash.digest('hex').slice(0, 16);
}

function filesOf(path: string): readonly string[] {
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort();
}
