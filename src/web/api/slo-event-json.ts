import { z } from '@hono/zod-openapi';
import { settledVerdicts } from '../../model/objective.ts';
import { webUrl } from '../../model/web-url.ts';
import type { SloEventView } from '../../store/read/list-slo-events.ts';
import { isoTime } from './iso-time.ts';
import { text, textOrNull, time } from './schema-pieces.ts';

/** An event with its verdict. */
export const sloEventSchema = z
  .object({
    event_id: text,
    type: text,
    at: time,
    verdict: z.enum(settledVerdicts),
    repository: textOrNull,
    name: textOrNull,
    provider: textOrNull,
    state: textOrNull,
    url: textOrNull,
    page: textOrNull,
    attributes: z.record(z.string(), z.unknown()).openapi({ description: 'Every column of its event type.' }),
  })
  .openapi('SloEvent');

/** The same as JSON. */
export function sloEventJson({ id, type, at, verdict, url, attributes }: SloEventView) {
  const word = (name: string): string | null => {
    const value = attributes[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return {
    event_id: id,
    type,
    at: isoTime(at),
    verdict,
    repository: word('repository'),
    name: word('name'),
    provider: word('provider'),
    state: word('state'),
    url: webUrl(url),
    page: null,
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [
        name,
        typeof value === 'number' && (name === 'at' || name.endsWith('_at')) ? isoTime(value) : value,
      ]),
    ),
  };
}
