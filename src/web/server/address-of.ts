/**
 * The address that a request came from. Each proxy adds the one that it saw to the end of `X-Forwarded-For`; what stands before the
 * addresses of the own proxies could be written by anybody.
 *
 * @param proxies how many proxies stand before the server
 */
export function addressOf(forwarded: string | undefined, socketAddress: string | undefined, proxies: number): string {
  const seen = (forwarded ?? '').split(',').map((part) => part.trim());
  return (proxies === 0 ? undefined : seen.at(-proxies)) || (socketAddress ?? 'unknown');
}
