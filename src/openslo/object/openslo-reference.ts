import type { PartPlace } from './part-place.ts';

/** The name of an object that stands elsewhere. */
export interface OpenSloReference {
  readonly kind: 'reference';
  readonly name: string;
  readonly place: PartPlace;
}
