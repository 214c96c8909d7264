import type { Problem } from '../../model/problem.ts';
import { problemAt } from '../../yaml/source.ts';
import { isMap } from './read-value.ts';
import { partName, type Spot, under, valueIn } from './spot.ts';

const secretKey =
  /(password|passwd|passphrase|secret|token|apikey|accesskey|privatekey|routingkey|integrationkey|credentials?|authorization)$/;
const secretPrefixKey = /^(password|passphrase|secret|token|apikey)/;
/** A key that ends so says where the secret is, or what it is called: `tokenUrl`, `secretName`. */
const otherKey = /(id|name|file|path|ref|url|endpoint|type|ttl|expiry|expiration|enabled|header)$/;
const secretShapes = [
  /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s:]*:[^/?#@\s]+@/i,
  /hooks\.slack\.com\/(services|workflows|triggers)\//i,
  /discord(app)?\.com\/api\/webhooks\//i,
  /\.webhook\.office\.com\//i,
  /^(gh[pousr]_|github_pat_|glpat-|xox[abprs]-|AKIA[0-9A-Z]{12})/,
  /^(bearer|basic) \S{8,}/i,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

/**
 * Reports each secret that stands in plain text anywhere under a spot, without showing it: by the name of its key, or by its shape.
 * A secret may only be named, as `env:NAME`. A value that repeats its key (`password: password`) is a place-holder.
 */
export function tellSecrets(spot: Spot, list: Problem[]): void {
  const value = valueIn(spot);
  if (Array.isArray(value)) for (const index of value.keys()) tellSecrets(under(spot, index), list);
  if (isMap(value)) for (const key of Object.keys(value)) tellSecrets(under(spot, key), list);
  if (typeof value !== 'string' && typeof value !== 'number') return;
  if (!isLiteralSecret(partName(spot), String(value))) return;
  const message = `${partName(spot)} holds a secret in plain text; write env:NAME and put the secret into that environment variable`;
  list.push(problemAt(spot.source, spot.path, 'secret', message));
}

function isLiteralSecret(key: string, value: string): boolean {
  const name = plain(key.split('/').at(-1) as string);
  if (value === '' || /^env:[A-Za-z_]\w*$/.test(value) || plain(value) === name) return false;
  if (secretShapes.some((shape) => shape.test(value))) return true;
  if (/-from$/.test(key)) return true;
  return (secretKey.test(name) || secretPrefixKey.test(name)) && !otherKey.test(name);
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
