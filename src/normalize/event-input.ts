import type { RepositoryRef } from '../model/delivery.ts';
import type { Quirk } from '../model/observation.ts';
import { addQuirk } from './add-quirk.ts';
import type { Fields } from './fields.ts';

/** What an event's function reads from. It adds to `quirks` what surprises it. */
export interface EventInput {
  readonly payload: Fields;
  readonly action: string | null;
  readonly repository: RepositoryRef;
  /** When the delivery was made (its GUID's time), else when we received it; ms. */
  readonly deliveredAt: number;
  /** When GitHub made the delivery, ms; null when its GUID does not tell. */
  readonly sentAt: number | null;
  readonly quirks: Quirk[];
}

/** The time, or the delivery's own with quirk `missing_time` when the payload has none. */
export function timeOrDelivery(time: number | null, input: EventInput): number {
  if (time !== null) return time;
  addQuirk(input.quirks, 'missing_time');
  return input.deliveredAt;
}

/** When something happened that the payload gives no time for: when GitHub told it, else at the latest when we received it. */
export function toldTime({ sentAt, deliveredAt }: EventInput): { readonly at: number; readonly isTimeKnown: boolean } {
  return { at: sentAt ?? deliveredAt, isTimeKnown: sentAt !== null };
}

/** Says that a payload lacks what its observation cannot do without. */
export function missingField(input: EventInput): null {
  addQuirk(input.quirks, 'missing_field');
  return null;
}
