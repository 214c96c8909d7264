import { CisloError } from '../model/error.ts';

/**
 * The address that deliveries go to: `base` itself when it has a path, else `path` on that server.
 * Throws a CisloError (`bad_settings`) when `base` is no http(s) address.
 */
export function webhookUrl(base: string, path = '/api/github/webhooks'): URL {
  const url = URL.canParse(base) ? new URL(base) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new CisloError(
      'bad_settings',
      `--url must be the http:// or https:// address of a cislo server, got ${JSON.stringify(base)}; write for example http://127.0.0.1:3000`,
    );
  }
  if (url.pathname === '/') url.pathname = path;
  return url;
}
