import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const keptMs = 24 * 3_600_000;

/**
 * Makes a folder unless an earlier run has left it. It appears under its name when it is whole: of runs that start at the
 * same moment each makes one, and the first to finish gives its own. Neighbours older than a day are removed.
 */
export async function makeOnce(folder: string, make: (making: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) return;
  const neighbours = dirname(folder);
  mkdirSync(neighbours, { recursive: true });
  for (const name of readdirSync(neighbours)) {
    const path = join(neighbours, name);
    if (statSync(path).mtimeMs < Date.now() - keptMs) rmSync(path, { recursive: true, force: true });
  }
  const making = mkdtempSync(join(neighbours, 'making-'));
  await make(making);
  try {
    renameSync(making, folder);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}
