import type { Problem } from '../model/problem.ts';
import { jsonErrorColumn } from './json-error-column.ts';
import type { OutgoingDelivery } from './outgoing-delivery.ts';
import type { TextLine } from './read-lines.ts';

/** What a line of a recording holds: a delivery, or what is wrong with it. */
export type RecordingLine =
  | { readonly delivery: OutgoingDelivery; readonly problem: null }
  | { readonly delivery: null; readonly problem: Problem };

/**
 * Reads one line `{"id" or "delivery_id", "event", "payload", "received_at"? or "at"?}`; other keys are ignored. Times are ISO 8601
 * or ms. Never throws: a problem names the file, line and column.
 */
export function readRecordingLine(file: string, line: TextLine): RecordingLine {
  const problem = (column: number, path: string, rule: string, message: string): RecordingLine => ({
    delivery: null,
    problem: { file, line: line.number, column, path, rule, message },
  });
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch (error) {
    const reason = (error as Error).message.replace(/( in JSON at position \d+|, (\.\.\.)?").*$/s, '');
    return problem(jsonErrorColumn(line.text), '', 'json', `not JSON (${reason}); write one delivery a line`);
  }
  if (!isRecord(value)) {
    return problem(
      1,
      '',
      'object',
      `a delivery must be an object, got ${show(value)}; write {"id": …, "event": …, "payload": …}`,
    );
  }
  const guid = value['id'] ?? value['delivery_id'];
  if (typeof guid !== 'string' || guid === '' || guid.length > 200) {
    return problem(
      1,
      'id',
      'id',
      `"id" (or "delivery_id") must be the delivery's GUID, a text of 1 to 200 characters, got ${show(guid)}`,
    );
  }
  const event = value['event'];
  if (typeof event !== 'string' || !/^[\w-]{1,100}$/.test(event)) {
    return problem(
      1,
      'event',
      'event',
      `"event" must be the name of a GitHub event such as "check_run", got ${show(event)}`,
    );
  }
  const payload = value['payload'];
  if (!isRecord(payload)) {
    return problem(1, 'payload', 'payload', `"payload" must be the body as an object, got ${show(payload)}`);
  }
  if (!/^[\x21-\x7e]+$/.test(guid)) {
    return problem(
      1,
      'id',
      'id',
      `"id" must be printable ASCII without spaces, as it is sent in a header, got ${show(guid)}`,
    );
  }
  return { delivery: { guid, event, payload, at: readTime(value['received_at'] ?? value['at']) }, problem: null };
}

function readTime(value: unknown): number | null {
  const time = typeof value === 'string' ? Date.parse(value) : value;
  return typeof time === 'number' && Number.isFinite(time) ? time : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
