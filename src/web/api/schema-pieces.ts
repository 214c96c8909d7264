import { z } from '@hono/zod-openapi';

/** The pieces that the shapes of answers are made of. Durations are seconds, times ISO 8601 in UTC; null means not known. */
export const text = z.string();
export const textOrNull = text.nullable();
export const texts = z.array(text).readonly();
export const integer = z.int();
export const integerOrNull = integer.nullable();
export const naturalNumber = integer.min(0);
export const numberOrNull = z.number().nullable();
export const durationOrNull = z.number().min(0).nullable().openapi({ description: 'Seconds; null when not known.' });
export const flag = z.boolean();
export const flagOrNull = flag.nullable();
export const time = text.openapi({ format: 'date-time' });
export const timeOrNull = text.nullable().openapi({ format: 'date-time' });
/** How fresh an answer is. */
export const freshness = {
  as_of: text.openapi({
    format: 'date-time',
    description: 'Everything acknowledged before this time is in the numbers.',
  }),
  behind: naturalNumber.openapi({
    description: 'Acknowledged deliveries that are not in the numbers yet, counted up to 10,000; 0 when up to date.',
  }),
};

/** One of the keys of a closed table. */
export function keyOf<Key extends string>(table: Readonly<Record<Key, unknown>>) {
  return z.enum(Object.keys(table) as [Key, ...Key[]]);
}

/** A word of a closed table and its sentence. */
export function word<Key extends string>(table: Readonly<Record<Key, string>>) {
  return z.object({ id: keyOf(table), text });
}

/** A list of such items. */
export function list<Item extends z.ZodType>(item: Item, description: string) {
  return z.array(item).readonly().openapi({ description });
}

/** A page of such items, and how fresh it is. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item).readonly(),
    next: text.nullable().openapi({ description: 'The `cursor` of the next page; null on the last one.' }),
    ...freshness,
  });
}
