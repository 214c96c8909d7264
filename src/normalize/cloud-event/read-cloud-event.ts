import type { Quirk } from '../../model/observation.ts';
import type { SentEvent } from '../../model/sent-event.ts';
import { parseTimestamp } from '../../time/parse-timestamp.ts';
import { asFields } from '../fields.ts';
import { readText, textLimits } from '../read-text.ts';
import { isCdEvent, readCdEvent, readCdOutcome } from './cd-event.ts';
import { type Envelope, envelope } from './envelope.ts';
import { readNamedRepository } from './named-repository.ts';
import { storable } from './storable.ts';

/** What is wrong with an event: the attribute, and what is allowed for it. */
export interface EnvelopeProblem {
  readonly field: string;
  readonly message: string;
}

/**
 * Checks a CloudEvent and says in our words what it tells. Pure; never throws, whatever the value is.
 *
 * @param value the event in JSON
 * @param hosts the GitHub hosts that are served
 * @param receivedAt our clock, ms: the event's time where it has none
 */
export function readCloudEvent(
  value: unknown,
  hosts: readonly string[],
  receivedAt: number,
): { readonly event: SentEvent } | { readonly problem: EnvelopeProblem } {
  const checked = envelope.safeParse(value);
  if (!checked.success) return { problem: problemOf(checked.error.issues) };
  const { time, ...given } = checked.data;
  const at = time === null || time === undefined ? receivedAt : parseTimestamp(time);
  if (at === null) return { problem: { field: 'time', message: 'must be on the calendar, from 2007 to 2099' } };
  const quirks: Quirk[] = [];
  const data = storable(dataOf(given) ?? null, quirks);
  const isRun = isCdEvent(given.type);
  const subject = given.subject ?? null;
  return {
    event: {
      source: given.source,
      eventId: given.id,
      type: given.type,
      subject,
      repository: readNamedRepository({ source: given.source, data, hosts }),
      at,
      outcome: isRun ? readCdOutcome(given.type, data) : readText(asFields(data)['outcome'], textLimits.word, quirks),
      data,
      job: isRun ? readCdEvent({ type: given.type, source: given.source, data, at, quirks }) : null,
      quirks,
      receivedAt,
    },
  };
}

/** The data of an event in JSON: bytes in base64 are JSON where the event says so, else text, else stay base64. */
function dataOf({ data, data_base64: encoded, datacontenttype: type }: Omit<Envelope, 'time'>): unknown {
  if (typeof encoded !== 'string') return data;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  if (/^[^;]*[/+]json\b/i.test(typeof type === 'string' ? type : 'application/json')) {
    try {
      return JSON.parse(text);
    } catch {
      return encoded;
    }
  }
  return text.includes('\u{FFFD}') ? encoded : text;
}

/** The first thing that is wrong; there is one. */
function problemOf(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): EnvelopeProblem {
  const [first] = issues.map(({ path, message }) => ({ field: path[0], message }));
  return first?.field === undefined
    ? { field: '', message: 'must be a JSON object' }
    : { field: String(first.field), message: first.message };
}
