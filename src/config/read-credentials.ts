import { isLoopback } from '../model/is-loopback.ts';
import type { Problem } from '../model/problem.ts';
import type { Config } from './config.ts';
import type { ConfigFiles } from './config-files.ts';
import { readOptional } from './config-files.ts';
import type { SettingValue } from './read-environment.ts';
import { settingProblem } from './read-environment.ts';
import { readPrivateKey } from './settings.ts';

/** The secret that Probot uses when none is set. It is published, so it protects nothing. */
const knownSecret = 'development';

/** What GitHub gave the App. */
export interface Credentials {
  readonly app: Config['app'];
  readonly webhookSecrets: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * The App's number, key and webhook secrets, newest secret first. None of them is set-up mode; a part of them is a problem (but pull mode
 * needs no secret), and so is Probot's published default secret when the server listens beyond loopback.
 */
export function readCredentials(value: SettingValue, files: ConfigFiles): Credentials {
  const problems: Problem[] = [];
  const id = value('APP_ID');
  const key = readKey(value, files, problems);
  const webhookSecrets = secretsOf(value);
  if (id !== null && key === 'none')
    problems.push(settingProblem('PRIVATE_KEY', 'or PRIVATE_KEY_PATH is missing; APP_ID needs one of them'));
  if (id === null && key !== 'none')
    problems.push(settingProblem('APP_ID', 'is missing or wrong; the private key is of no use without it'));
  const pull = value('CISLO_PULL') === 'true';
  if (pull && id === null)
    problems.push(settingProblem('CISLO_PULL', "needs APP_ID and the private key; GitHub's list is read with them"));
  if (id !== null && webhookSecrets.length === 0 && !pull)
    problems.push(settingProblem('WEBHOOK_SECRET', "is missing; it is the App's webhook secret"));
  if (value('WEBHOOK_SECRET') === null && webhookSecrets.length > 0)
    problems.push(settingProblem('WEBHOOK_SECRET', 'is missing; CISLO_WEBHOOK_SECRET_OLD only adds to it'));
  if (webhookSecrets.includes(knownSecret) && !isLoopback(value('HOST') as string)) {
    problems.push(
      settingProblem(
        'WEBHOOK_SECRET',
        `must not be "${knownSecret}" when HOST is not loopback; everyone knows it. Write a long random one`,
      ),
    );
  }
  const app = id === null || key === 'none' || key === 'wrong' ? null : { id: Number(id), privateKey: key.pem };
  return { app, webhookSecrets, problems };
}

function readKey(
  value: SettingValue,
  files: ConfigFiles,
  problems: Problem[],
): 'none' | 'wrong' | { readonly pem: string } {
  const given = value('PRIVATE_KEY');
  if (given !== null) return { pem: readPrivateKey(given) as string };
  const path = value('PRIVATE_KEY_PATH');
  const { file, problems: unreadable } = readOptional(files, 'PRIVATE_KEY_PATH', path);
  problems.push(...unreadable);
  if (path === null) return 'none';
  const pem = file === null ? null : readPrivateKey(file.text);
  if (file !== null && pem === null)
    problems.push(
      settingProblem('PRIVATE_KEY_PATH', `must be a file with a PEM private key, got ${JSON.stringify(path)}`),
    );
  return pem === null ? 'wrong' : { pem };
}

function secretsOf(value: SettingValue): readonly string[] {
  return ['WEBHOOK_SECRET', 'CISLO_WEBHOOK_SECRET_OLD']
    .flatMap((name) => (value(name) ?? '').split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
