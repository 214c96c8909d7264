import type { Fraction } from '../model/fraction.ts';

/** How a condition compares what it measures with its threshold. */
export const alertOperators = ['gt', 'gte', 'lt', 'lte'] as const;
export type AlertOperator = (typeof alertOperators)[number];

/**
 * When a policy alerts. `burnrate`: the burn rate of the long window, and of the short one where there is one, compared with
 * `threshold`. `exhaustion`: the hours until the budget is spent, at the pace of the long window, compared with `threshold`.
 */
export interface AlertCondition {
  readonly name: string;
  readonly kind: 'burnrate' | 'exhaustion';
  readonly op: AlertOperator;
  /** A burn rate, or hours. Exact. */
  readonly threshold: Fraction;
  /** The long window, ms, whole minutes above 0. */
  readonly lookbackMs: number;
  /** The short window, ms, whole minutes, shorter than the long one; null: there is none. */
  readonly shortMs: number | null;
  /** The fewest bad events in the long window, ≥ 1. It counts for gt, gte and exhaustion. */
  readonly minBad: number;
  /** The condition has to stay true so long before the alert fires, ms, ≥ 0. */
  readonly alertAfterMs: number;
  /** It has to stay false so long before the alert is resolved, ms, ≥ 0. */
  readonly resolveAfterMs: number;
}

/** Whom to tell, and when: one condition, as OpenSLO has it (https://github.com/OpenSLO/OpenSLO#alertpolicy). Immutable. */
export interface AlertPolicy {
  /** Unique among the policies of an SLO. */
  readonly name: string;
  /** As written. `isPage` tells what it means. */
  readonly severity: string;
  readonly condition: AlertCondition;
  readonly labels: Readonly<Record<string, string>>;
  /** Addresses, and who is responsible; null where none is given. */
  readonly runbook: string | null;
  readonly dashboard: string | null;
  readonly owner: string | null;
  readonly alertWhenNoData: boolean;
  readonly alertWhenBreaching: boolean;
  readonly alertWhenResolved: boolean;
  /** Names of notification targets. */
  readonly targets: readonly string[];
}

/** Whether an alert of this severity wakes somebody up; every other one is a ticket. */
export function isPage(severity: string): boolean {
  return ['page', 'critical', 'sev1'].includes(severity.toLowerCase());
}

/** How long a condition has to stay true where the policy does not say it: 2 minutes for a page, 15 for a ticket, in ms. */
export function usualAlertAfterMs(severity: string): number {
  return (isPage(severity) ? 2 : 15) * 60_000;
}

/** How long it has to stay false where the policy does not say it, ms. An edge of an outage does not end and raise an alert again and again. */
export const usualResolveAfterMs = 5 * 60_000;

/** The fewest bad events in the long window where the policy does not say it: of few events a single bad one says nothing. */
export const usualMinBad = 3;
