import { CisloError, type ErrorCode } from '../model/error.ts';
import type { Server } from './server-flags.ts';

/** What a running cislo answered. */
export interface ServerAnswer {
  readonly status: number;
  readonly text: string;
  /** Where it was asked, for messages. */
  readonly address: string;
}

/**
 * Asks a running cislo for `path`. Throws a CisloError: `bad_request` when its address is none, `server_unreachable` when nothing answers there.
 */
export async function askServer({ url, token }: Server, path: string, init: RequestInit = {}): Promise<ServerAnswer> {
  const base = url.replace(/\/+$/, '');
  if (!URL.canParse(base))
    throw new CisloError('bad_request', `--url must be a URL such as http://127.0.0.1:3000, got ${url}`);
  try {
    const headers = new Headers(init.headers);
    if (token !== null) headers.set('authorization', `Bearer ${token}`);
    const response = await fetch(base + path, { ...init, headers });
    return { status: response.status, text: await response.text(), address: base + path };
  } catch (cause) {
    throw new CisloError(
      'server_unreachable',
      `nothing answers at ${base}; start cislo, or give its address with --url`,
      { cause },
    );
  }
}

const codes: Readonly<Record<number, ErrorCode>> = {
  400: 'bad_request',
  401: 'not_allowed',
  403: 'not_allowed',
  404: 'not_found',
};

/** The error for an answer that is no success: in the words of the server. */
export function refusedBy({ status, text, address }: ServerAnswer): CisloError {
  return new CisloError(
    isOurError(text) ? (codes[status] ?? 'server_unreachable') : 'server_unreachable',
    `${address} answered ${status}: ${text.slice(0, 300).trim()}`,
  );
}

/** The JSON of an answer. Throws `server_unreachable` when it is none. */
export function jsonOf({ text, address }: ServerAnswer): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CisloError('server_unreachable', `${address} did not answer with JSON; is that a cislo server?`, {
      cause,
    });
  }
}

/** Errors of the API are objects with the key `error`. */
function isOurError(text: string): boolean {
  return /^\{"error":"/.test(text);
}
