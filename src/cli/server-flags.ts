import type { Command } from 'commander';
import { CisloError } from '../model/error.ts';

/** A running cislo, and with what to prove who asks. */
export interface Server {
  readonly url: string;
  /** null: none is needed, as on the machine itself. */
  readonly token: string | null;
}

export interface ServerFlags {
  readonly url?: string;
  readonly tokenFrom?: string;
}

const usualDescription =
  'ask this server, for example http://127.0.0.1:3000; needed while it holds the embedded database';

/** Adds `--url` and `--token-from` to a command. */
export function withServerFlags(command: Command, description = usualDescription): Command {
  return command
    .option('--url <url>', description)
    .option('--token-from <source>', 'with --url: the token, as env:NAME; so it stands in no history of a shell');
}

/** The server that the flags name; null for the database of the settings. @throws CisloError bad_request, bad_settings */
export function serverOf({ url, tokenFrom }: ServerFlags, environment = process.env): Server | null {
  if (tokenFrom === undefined) return url === undefined ? null : { url, token: null };
  if (url === undefined)
    throw new CisloError('bad_request', '--token-from is for a server; give its address with --url');
  const name = /^env:([A-Za-z_]\w*)$/.exec(tokenFrom)?.[1];
  if (name === undefined)
    throw new CisloError(
      'bad_request',
      `--token-from must be env: and the name of a variable, such as env:CISLO_TOKEN; what was given is not shown`,
    );
  const token = environment[name];
  if (token === undefined || token === '')
    throw new CisloError('bad_settings', `${name} is not set, and --token-from takes the token from it`);
  return { url, token };
}
