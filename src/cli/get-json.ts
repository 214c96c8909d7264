import { askServer, jsonOf, refusedBy } from './ask-server.ts';
import type { Server } from './server-flags.ts';

/**
 * Asks a running cislo for the JSON at `path`. Throws a CisloError: `server_unreachable` when no cislo answers there, `not_found` when it
 * answers that there is no such thing.
 */
export async function getJson(server: Server, path: string): Promise<unknown> {
  const answer = await askServer(server, path);
  if (answer.status < 200 || answer.status > 299) throw refusedBy(answer);
  return jsonOf(answer);
}
