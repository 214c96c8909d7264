import type { IncomingMessage } from 'node:http';
import { CisloError } from '../model/error.ts';
import type { HttpRequest } from '../model/http.ts';

const maxBodyBytes = 1024 * 1024;

/**
 * A request free of the server, for the handlers of api, metrics and page.
 * @throws CisloError bad_request when the path is not decodable or the body is over 1 MiB.
 */
export async function readRequest(request: IncomingMessage): Promise<HttpRequest> {
  const method = request.method ?? 'GET';
  const { path, query } = readTarget(request.url ?? '/');
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return { method, path, query, headers, body: hasBody ? await readText(request) : '' };
}

function readTarget(target: string): { readonly path: string; readonly query: URLSearchParams } {
  const mark = target.indexOf('?');
  const rawPath = mark === -1 ? target : target.slice(0, mark);
  try {
    return { path: decodeURIComponent(rawPath), query: new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1)) };
  } catch {
    throw new CisloError('bad_request', 'the path is not valid percent-encoded UTF-8');
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new CisloError('bad_request', 'the body is larger than 1 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
