import { CisloError } from '../model/error.ts';

/** The secret to sign with: the option, else `WEBHOOK_SECRET`. Throws a CisloError (`bad_settings`) when there is none. */
export function readSecret(option: string | undefined): string {
  const secret = option ?? process.env['WEBHOOK_SECRET'] ?? '';
  if (secret !== '') return secret;
  throw new CisloError(
    'bad_settings',
    "No webhook secret to sign with: set WEBHOOK_SECRET to the server's secret, or give it with --secret.",
  );
}

/** The server to send to when no `--url` is given: this machine's, on `PORT`. */
export function defaultUrl(): string {
  return `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`;
}
