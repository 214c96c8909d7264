import { openConnections } from './connection.ts';

/**
 * How many deliveries a server has in its log, of those received at or after `since` (ms; all when left out).
 * null when it does not say: not a cislo server, or not open to us.
 */
export async function askDeliveryCount(server: URL, since?: number): Promise<number | null> {
  const connections = openConnections(1, 30_000);
  const url = new URL('/api/deliveries/count', server);
  if (since !== undefined) url.searchParams.set('since', new Date(since).toISOString());
  try {
    const { status, body } = await connections.call({ method: 'GET', url, headers: {}, body: null });
    const count: unknown = status === 200 ? (JSON.parse(body) as { count?: unknown }).count : null;
    return typeof count === 'number' ? count : null;
  } catch {
    return null;
  } finally {
    connections.close();
  }
}
