const authority = /^https?:\/\/(?:[^/?#@]*@)?(\[[0-9a-f:.]+\]|[^/?#:@\s]+)/i;
const hostName = /^(?:\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?)$/;

/** The lower-case host name of a web address, without port, user, `api.` or `www.`; null when it is no http(s) address. Never throws. */
export function hostOfUrl(url: unknown): string | null {
  if (typeof url !== 'string') return null;
  const host = authority.exec(url)?.[1];
  return host === undefined ? null : readHost(host.replace(/^(?:api|www)\./i, ''));
}

/** A host name in lower case and without port; null when it cannot be one. */
export function readHost(host: string): string | null {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  return hostName.test(name) ? name : null;
}
