import type { RepositoryObservation } from '../../model/observation.ts';

/** Something read over REST. */
export type RestFact = DeliveryFact | ObservedFact;

/** In the shape of the webhook delivery that would have told it. */
export interface DeliveryFact {
  /** The webhook's event. */
  readonly event: 'pull_request' | 'push' | 'status' | 'check_run' | 'workflow_run' | 'workflow_job';
  /** Without `repository` and `installation`. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** In our own words: a delivery of this kind holds no time of its own, REST does. */
export interface ObservedFact {
  /** The webhook's event that would have told it. */
  readonly event: 'delete' | 'repository';
  readonly observation: RepositoryObservation;
}
