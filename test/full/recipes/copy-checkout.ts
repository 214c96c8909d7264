import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../house/source-files.ts';

const left = ['.git', 'coverage', 'data', 'dist', 'node_modules'];

/** A copy of the project in a temporary folder, with links to the installed packages. The caller removes it. */
export function copyCheckout(): string {
  const copy = mkdtempSync(join(tmpdir(), 'cislo-recipe-'));
  for (const name of readdirSync(root)) {
    if (!left.includes(name)) cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '.cache') symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name));
  }
  return copy;
}
