import type { AlertProgress } from '../../alert/alert-progress.ts';

/** Whose progress it is. */
export interface AlertKey {
  /** The SLO's id. */
  readonly slo: string;
  readonly policy: string;
  readonly condition: string;
  /** Of an SLO that is many: which one; '' for the whole. */
  readonly instance: string;
}

/** One line of alert_states. */
export interface AlertStateRow extends AlertKey {
  readonly severity: string;
  readonly progress: AlertProgress;
}
