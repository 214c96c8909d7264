import { CisloError } from '../model/error.ts';

/**
 * What a running cislo answers at `path`.
 * @throws CisloError server_unreachable when nothing (or something else) answers there.
 */
export async function getJson(url: string, path: string): Promise<unknown> {
  const base = url.replace(/\/+$/, '');
  if (!URL.canParse(base))
    throw new CisloError('bad_request', `--url must be a URL such as http://127.0.0.1:3000, got ${url}`);
  let response: Response;
  try {
    response = await fetch(base + path);
  } catch (cause) {
    throw new CisloError(
      'server_unreachable',
      `nothing answers at ${base}; start cislo, or give its address with --url`,
      { cause },
    );
  }
  const text = await response.text();
  if (!response.ok)
    throw new CisloError(
      'server_unreachable',
      `${base}${path} answered ${response.status}: ${text.slice(0, 300).trim()}`,
    );
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CisloError('server_unreachable', `${base}${path} did not answer with JSON; is that a cislo server?`, {
      cause,
    });
  }
}
