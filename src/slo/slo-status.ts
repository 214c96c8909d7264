import type { BurnWindow } from '../budget/burn-windows.ts';
import type { MethodData } from '../model/objective.ts';

/**
 * How an SLO stands. `no_data`: no good or bad event in its window. `exhausted`: no budget left. Otherwise the worse of what the
 * budget and what the pace say. Budget: `critical` under 10 %, `warning` under 25 %, `attention` under 50 %, else `healthy`.
 * Pace (both windows of an alert pair over its threshold, at least 3 bad events in the long one): `critical` for a page,
 * `warning` for a ticket.
 */
export const sloStatusWords = ['no_data', 'healthy', 'attention', 'warning', 'critical', 'exhausted'] as const;
export type SloStatusWord = (typeof sloStatusWords)[number];

/** The answer of `GET /api/slos/:id/status`. Ratios are fractions, nothing is rounded, null is "no data". */
export interface SloStatus {
  readonly name: string;
  readonly display_name: string;
  readonly description: string;
  readonly service: string;
  /** Ratio in (0, 1). */
  readonly target: number;
  /** As in the file: `30d`. */
  readonly window: string;
  /** The window's half-open bounds, ISO 8601 UTC. */
  readonly from: string;
  readonly to: string;
  /** How the budget is counted. */
  readonly method: MethodData['type'];
  /** 1, or the place of this objective among those of its SLO. */
  readonly objective: number;
  readonly good: number;
  readonly bad: number;
  readonly excluded: number;
  /** Events that have no verdict yet. */
  readonly pending: number;
  /** Of the window, where slices are counted; `empty` ones had no event. */
  readonly slices: {
    readonly counted: number;
    readonly good: number;
    readonly bad: number;
    readonly empty: number;
  } | null;
  readonly sli: number | null;
  /** The error budget in its own unit; remaining = total − consumed, negative when overspent. */
  readonly budget: {
    readonly unit: 'events' | 'slices' | 'minutes';
    readonly total: number;
    readonly consumed: number;
    readonly remaining: number;
  } | null;
  /** Signed: −0.4 is 40 % overspent. */
  readonly budget_remaining_ratio: number | null;
  /** Signed, not rounded. */
  readonly bad_events_left: number | null;
  /** The share of the budget that one bad event costs. */
  readonly event_weight: number | null;
  readonly burn_rates: Readonly<Record<BurnWindow, number | null>>;
  /** At the pace of the last two hours; 0 when exhausted, null when nothing goes bad. */
  readonly hours_to_exhaustion: number | null;
  readonly status: SloStatusWord;
  /** The rule that gave the status, as a sentence. */
  readonly reason: string;
  /** The share of known events that have a verdict, 0 to 1; null when there is no event. */
  readonly coverage: number | null;
  /** The phase whose target is in force; null where there is none. */
  readonly phase: { readonly from: string; readonly target: number } | null;
  readonly tier: string | null;
  readonly owner: string | null;
  /** Length of the window; of the current one when it follows the calendar. */
  readonly window_seconds: number;
  /** Where another system measures: since when it has not answered, and what it said. Null for events of cislo. */
  readonly source: {
    readonly away_since: string | null;
    readonly reason: string | null;
    readonly read_until: string;
  } | null;
  /** The members of a composite SLO, which is experimental; null of any other. */
  readonly composite: { readonly members: readonly CompositeMemberStatus[] } | null;
}

/** How a member of a composite stands. */
export interface CompositeMemberStatus
  extends Pick<SloStatus, 'target' | 'sli' | 'burn_rates' | 'budget_remaining_ratio' | 'good' | 'bad'> {
  readonly display_name: string;
  readonly weight: number;
}
