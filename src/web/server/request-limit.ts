import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Counts requests, so that nobody keeps the server from answering others. */
export interface RequestLimit {
  /** Counts a request of this asker; resolves with null, or with the seconds to wait when there were too many. */
  take(asker: string): Promise<number | null>;
}

const secondMs = 1000;

/** At most `points` requests of each asker in `seconds`. Each process counts by itself: reading writes nothing to the database. */
export function createRequestLimit(points: number, seconds: number): RequestLimit {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return {
    async take(asker) {
      try {
        await limiter.consume(asker);
        return null;
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        return Math.max(1, Math.ceil(refused.msBeforeNext / secondMs));
      }
    },
  };
}
