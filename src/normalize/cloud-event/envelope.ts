import { z } from 'zod';

/** The longest `id`, `source`, `type` and `subject`, in UTF-16 units. */
const longest = 1_024;
const writtenTime = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

const text = z
  .string({ error: 'must be a text' })
  .min(1, 'must not be empty')
  .max(longest, `must have at most ${longest} characters`)
  .refine((value) => !/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u.test(value), 'must hold no control character');

/**
 * The attributes of a CloudEvent that are read. Others (extensions) are allowed, and not looked at.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#context-attributes
 */
export const envelope = z.looseObject({
  specversion: z.literal('1.0', { error: "must be '1.0'" }),
  id: text,
  source: text,
  type: text,
  subject: text.nullish(),
  time: z
    .string({ error: 'must be a text' })
    .regex(writtenTime, 'must be a time as in RFC 3339, such as 2026-03-01T12:00:00Z')
    .nullish(),
  datacontenttype: z.string({ error: 'must be a text' }).max(longest).nullish(),
  data: z.unknown().optional(),
  data_base64: z.base64({ error: 'must be base64' }).nullish(),
});

/** A CloudEvent whose attributes have been checked. */
export type Envelope = z.infer<typeof envelope>;
