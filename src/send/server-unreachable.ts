import { CisloError } from '../model/error.ts';

/** The errors of Node that say that nobody listens, or that the way there is not known. */
const unreachable: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Does this error mean that no server can be reached there? */
export function isUnreachable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && unreachable.has(error.code);
}

/** The error that says so, and what to do. */
export function serverUnreachable(url: URL, cause: unknown): CisloError {
  return new CisloError(
    'server_unreachable',
    `No server answers at ${url.origin}; start one with "cislo serve" (or "npm start"), or give its address with --url.`,
    { cause },
  );
}
