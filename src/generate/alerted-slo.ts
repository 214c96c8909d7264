import type { AlertPolicy } from '../alert/alert-policy.ts';

/** What files for other programs are made from: one SLO and its policies. */
export interface AlertedSlo {
  /** The `slo` label. */
  readonly id: string;
  readonly displayName: string;
  readonly service: string;
  /** Ratio in (0, 1), as decimal digits. */
  readonly targetDecimal: string;
  /** Length of the SLO's own window, ms; of the current one when it follows the calendar. */
  readonly windowMs: number;
  readonly policies: readonly AlertPolicy[];
  /** Who is responsible; null where none is given. */
  readonly team: string | null;
  readonly owner: string | null;
  readonly runbook: string | null;
  readonly dashboard: string | null;
}
