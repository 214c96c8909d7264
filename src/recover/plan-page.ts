import type { ListedDelivery } from '../github/listed-delivery.ts';
import type { Mark } from './progress.ts';

/** When an attempt's place in the list and its answer are final, ms after it began: Enterprise Servers wait 30 s for an answer. */
export const settledAfterMs = 60_000;

export interface PagePlan {
  /** What to record. */
  readonly items: readonly ListedDelivery[];
  /** The newest one that is final; null when the page holds none. */
  readonly newest: Mark | null;
  /** Whether older pages hold nothing new. */
  readonly reachedEnd: boolean;
}

export interface PageBounds {
  readonly watermark: Mark | null;
  /** Deliveries older than this (ms) are not looked at. */
  readonly horizon: number;
  /** Our clock, ms. */
  readonly now: number;
  /** Also take what GitHub may still be waiting for an answer to: in pull mode no door receives it. */
  readonly eager: boolean;
}

/**
 * What to do with a page of GitHub's list, newest first. The watermark itself may have gone from the list, so its time
 * ends the pass as well, with a margin for neighbours that are not quite in order.
 */
export function planPage(page: readonly ListedDelivery[], bounds: PageBounds): PagePlan {
  const { watermark, horizon, now, eager } = bounds;
  const isFinal = ({ at }: ListedDelivery): boolean => at <= now - settledAfterMs;
  const newest = page.find(isFinal) ?? null;
  return {
    items: page.filter((item) => item.at >= horizon && (eager || isFinal(item))),
    newest: newest === null ? null : { id: newest.id, at: newest.at },
    reachedEnd: page.some(
      ({ id, at }) =>
        at < horizon || (watermark !== null && (id === watermark.id || at < watermark.at - settledAfterMs)),
    ),
  };
}
