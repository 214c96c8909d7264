import type { HttpResponse } from '../model/http.ts';

/** An answer as JSON. Never cached: the next delivery changes it. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
    body: `${JSON.stringify(body)}\n`,
  };
}
