import { readdirSync, readFileSync } from 'node:fs';
import type { Config } from '../config/config.ts';
import { readConfig } from '../config/read-config.ts';
import type { Env } from './load-env.ts';
import { packageFolder } from './package-folder.ts';

/**
 * The settings of this process: its environment and the files it names.
 * @throws CisloError bad_settings, listing every problem.
 */
export function readSettings(env: Env): Config {
  return readConfig(env, configFiles);
}

/** Files as they are on disk. */
export const configFiles = {
  readFile: (path: string) => readFileSync(path, 'utf8'),
  listFolder: (path: string) => readdirSync(path),
  packageFolder,
};
