/** The headers that GitHub sends with a delivery of `bytes` bytes. */
export function deliveryHeaders(
  guid: string,
  event: string,
  signature: string,
  bytes: number,
): Readonly<Record<string, string | number>> {
  return {
    'content-type': 'application/json',
    'content-length': bytes,
    'user-agent': 'GitHub-Hookshot/cislo',
    'x-github-event': event,
    'x-github-delivery': guid,
    'x-hub-signature-256': signature,
  };
}
