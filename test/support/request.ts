import type { HttpRequest } from '../../src/model/http.ts';

/** A request as the server hands it on. */
export function request(target: string, method = 'GET'): HttpRequest {
  const [path = '/', query = ''] = target.split('?');
  return { method, path, query: new URLSearchParams(query), headers: {}, body: '' };
}
