/** One attempt of GitHub's to bring a delivery. A redelivery is another attempt under the same GUID. */
export interface HookAttempt {
  /** GitHub's id of the attempt, as text: it can be above 2^53. */
  readonly id: string;
  /** GitHub's clock, ms. */
  readonly at: number;
  /** What the server answered; 0 when it did not. */
  readonly statusCode: number;
  /** How long GitHub waited for the answer. */
  readonly seconds: number;
  readonly redelivery: boolean;
}

/**
 * What is to be done about a delivery's payload. `unused`: an event that leaves nothing in the log. `held`: the log has it without our
 * doing. `wanted`: to be fetched. The other three are final. `recovered`: fetched and stored. `ignored`: fetched, and of no use to us.
 * `lost`: GitHub did not give it to us.
 */
export type FetchState = 'unused' | 'held' | 'wanted' | 'recovered' | 'ignored' | 'lost';

/** A webhook delivery as GitHub's own list tells of it, all attempts together. Times in ms, GitHub's clock unless said otherwise. */
export interface HookDelivery {
  /** `X-GitHub-Delivery`, the same for every attempt. */
  readonly id: string;
  readonly host: string;
  /** `noRepositoryId` when it is about no repository. */
  readonly repositoryId: number;
  readonly event: string;
  readonly action: string | null;
  /** Oldest first, at least one. */
  readonly attempts: readonly HookAttempt[];
  /** Whether objectives count how it was accepted. False in pull mode, where no server listens. */
  readonly judged: boolean;
  readonly fetch: FetchState;
  /** How often its payload was asked for without success. */
  readonly fetches: number;
  /** How often GitHub answered that there is none. */
  readonly refusals: number;
  /** Our clock: when to ask for the payload; null unless wanted. */
  readonly fetchAt: number | null;
  /** Why the last fetch failed, one static word; null when none did. */
  readonly fetchError: string | null;
}

/** The `repositoryId` of deliveries about no repository. Not 0: that row of the totals is the sum of all. */
export const noRepositoryId = -1;

/** The first attempt, whose answer is the delivery's acceptance; null while only redeliveries of it are known. */
export function firstAttempt(delivery: Pick<HookDelivery, 'attempts'>): HookAttempt | null {
  return delivery.attempts.find(({ redelivery }) => !redelivery) ?? null;
}

/** When an attempt was first answered with 2xx, ms; null when none was. */
export function acceptedAt(delivery: Pick<HookDelivery, 'attempts'>): number | null {
  const accepted = delivery.attempts.find(({ statusCode }) => statusCode >= 200 && statusCode < 300);
  return accepted === undefined ? null : accepted.at + Math.round(accepted.seconds * 1000);
}
