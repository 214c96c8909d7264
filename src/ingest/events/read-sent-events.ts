import type { IncomingHttpHeaders } from 'node:http';
import type { SentEvent } from '../../model/sent-event.ts';
import { readCloudEvent } from '../../normalize/cloud-event/read-cloud-event.ts';
import { parseJson } from '../parse-payload.ts';
import { badEvent, badEvents, type EventRefusal, tooManyBytes } from './event-answers.ts';
import type { EventLimits } from './event-limits.ts';

/** How a request carries its events. https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md */
export type EventMode = 'structured' | 'batch' | 'binary';

/** The mode that the headers name; null when they name none. */
export function eventMode(headers: IncomingHttpHeaders): EventMode | null {
  const type = mediaType(headers);
  if (type === 'application/cloudevents-batch+json') return 'batch';
  if (type === 'application/cloudevents+json') return 'structured';
  if (type.startsWith('application/cloudevents')) return null;
  return headers['ce-specversion'] === undefined ? null : 'binary';
}

interface SentBody {
  readonly mode: EventMode;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The GitHub hosts that are served. */
  readonly hosts: readonly string[];
  /** Our clock, ms. */
  readonly receivedAt: number;
  readonly limits: EventLimits;
}

/** The events of a request, or why none of them is taken (test with `'result' in …`). Never throws. */
export function readSentEvents({
  mode,
  headers,
  body,
  hosts,
  receivedAt,
  limits,
}: SentBody): readonly SentEvent[] | EventRefusal {
  const given = mode === 'binary' ? readBinary(headers, body, limits) : readStructured(mode, body, limits);
  if ('result' in given) return given;
  const events: SentEvent[] = [];
  for (const [index, value] of given.entries()) {
    // Only in a body that is larger than one event may be can there be one that is too large.
    if (body.length > limits.maxEventBytes && Buffer.byteLength(JSON.stringify(value)) > limits.maxEventBytes)
      return tooManyBytes(`event ${index}`, limits.maxEventBytes, index);
    const read = readCloudEvent(value, hosts, receivedAt);
    if ('problem' in read) return badEvent(index, read.problem.field, read.problem.message);
    events.push(read.event);
  }
  return events;
}

function readStructured(
  mode: 'structured' | 'batch',
  body: Buffer,
  { maxDepth, maxBatchEvents }: EventLimits,
): readonly unknown[] | EventRefusal {
  const wanted = mode === 'batch' ? 'a JSON list of events' : 'an event as a JSON object';
  const parsed = parseJson(body, maxDepth, wanted);
  if (parsed.problem !== null) return badEvents(parsed.problem);
  if (mode === 'structured') return [parsed.value];
  if (!Array.isArray(parsed.value)) return badEvents(`the body is no list; send ${wanted}`);
  if (parsed.value.length > maxBatchEvents)
    return badEvents(`the batch has ${parsed.value.length} events; send at most ${maxBatchEvents} at a time`);
  return parsed.value;
}

function readBinary(
  headers: IncomingHttpHeaders,
  body: Buffer,
  { maxDepth }: EventLimits,
): readonly unknown[] | EventRefusal {
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith('ce-') && typeof value === 'string') attributes[name.slice(3)] = decodeHeader(value);
  }
  const type = mediaType(headers);
  if (body.length === 0) return [{ ...attributes, data: null }];
  if (/[/+]json$/.test(type)) {
    const parsed = parseJson(body, maxDepth, 'the data as JSON');
    return parsed.problem === null ? [{ ...attributes, data: parsed.value }] : badEvents(parsed.problem);
  }
  return [{ ...attributes, datacontenttype: type || 'application/octet-stream', data_base64: body.toString('base64') }];
}

/** Header values are percent-encoded where they are not plain ASCII. */
function decodeHeader(value: string): string {
  try {
    return decodeURIComponent(value.replace(/%(?![0-9a-f]{2})/gi, '%25'));
  } catch {
    return value;
  }
}

function mediaType(headers: IncomingHttpHeaders): string {
  return (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
