import type { OwnRepository } from './repository.ts';

/** A delivery of a repository that is not known yet. `guid` is left out where nothing depends on it. */
export type Told = (repository: OwnRepository) => {
  readonly event: string;
  readonly payload: object;
  readonly guid?: string;
};
