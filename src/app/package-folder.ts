import { fileURLToPath } from 'node:url';

/** The folder of the installed package, without a slash at the end: it holds `slos/`, `rules/`, `migrations/` and `package.json`. */
export const packageFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');
