import type { DeliveryClient } from '../github/delivery-client.ts';
import type { Door } from '../ingest/door.ts';
import type { Log } from '../ingest/log.ts';
import type { OpenStore } from '../store/open-store.ts';

/** What recovery works with. */
export interface RecoveryOptions {
  readonly client: DeliveryClient;
  readonly store: Pick<OpenStore, 'db'>;
  readonly config: {
    /** Everything comes from the list: fetch all of it, and judge nothing. */
    readonly pull: boolean;
    /** Nothing older is brought back: it would be removed again. */
    readonly retention: { readonly days: number };
  };
  /** Our clock, ms. */
  readonly clock: () => number;
  readonly log: Log;
  /** Stores a payload by the door's way, so that its GUID counts once. */
  readonly ingest: Door['accept'];
  /** Names this process in leases; unique among replicas. */
  readonly holder: string;
}
