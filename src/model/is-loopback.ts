/**
 * Whether a host name or address reaches only the machine it is used on: `localhost` and names below it, 127.0.0.0/8, `::1`, and
 * the IPv4 addresses written as IPv6. Brackets, upper case, a dot at the end and every spelling of an address that a browser knows
 * are accepted. A port, a path or anything else around the host gives false.
 */
export function isLoopback(host: string): boolean {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  if (!/^[\w.:-]+$/.test(bare)) return false;
  const url = `http://${bare.includes(':') ? `[${bare}]` : bare}/`;
  if (!URL.canParse(url)) return false;
  const name = new URL(url).hostname.replace(/\.$/, '');
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(name) ||
    /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/.test(name)
  );
}
