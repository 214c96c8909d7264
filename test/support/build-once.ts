import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Compiles the project once before the tests that start it in processes of its own. */
export function setup(): void {
  const cwd = fileURLToPath(new URL('../../', import.meta.url));
  execFileSync('npm', ['run', '--silent', 'build'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
