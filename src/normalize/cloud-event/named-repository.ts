import type { SentEvent } from '../../model/sent-event.ts';
import { asFields } from '../fields.ts';
import { hostOfUrl } from '../host-name.ts';
import { isFullName } from '../is-full-name.ts';

interface Naming {
  readonly source: string;
  readonly data: unknown;
  /** The GitHub hosts that are served: an address on another host names no repository. */
  readonly hosts: readonly string[];
}

/**
 * The repository that an event names: `repository` in its data or in a CDEvent's `customData` (a text or an object with `full_name`, `url` or
 * `name`), that of a CDEvent's subject, or the address in its sources. null when none of them is `owner/name` or an address on one of the hosts.
 */
export function readNamedRepository({ source, data, hosts }: Naming): SentEvent['repository'] {
  const fields = asFields(data);
  const subject = asFields(fields['subject']);
  const places = [
    asFields(fields['customData'])['repository'],
    fields['repository'],
    asFields(subject['content'])['repository'],
    subject['source'],
    asFields(fields['context'])['source'],
  ];
  for (const place of places) {
    const found = readPlace(place, hosts);
    if (found !== null) return found;
  }
  return ofAddress(source, hosts);
}

function readPlace(place: unknown, hosts: readonly string[]): SentEvent['repository'] {
  if (typeof place === 'string') return isFullName(place) ? { host: null, fullName: place } : ofAddress(place, hosts);
  const fields = asFields(place);
  for (const field of ['full_name', 'fullName', 'url', 'html_url', 'viewUrl', 'name', 'source', 'id']) {
    const text = fields[field];
    const found = typeof text === 'string' ? readPlace(text, hosts) : null;
    if (found !== null) return found;
  }
  return null;
}

function ofAddress(address: string, hosts: readonly string[]): SentEvent['repository'] {
  const host = hostOfUrl(address);
  if (host === null || !hosts.includes(host)) return null;
  const words = address.replace(/^[a-z]+:\/\/[^/?#]*\/?/i, '').split(/[/?#]/);
  const [owner = '', name = ''] = words[0] === 'repos' ? words.slice(1) : words;
  const fullName = `${owner}/${name.replace(/\.git$/, '')}`;
  return isFullName(fullName) ? { host, fullName } : null;
}
