import type { Counts } from '../../model/objective.ts';
import type { SloStatusWord } from '../../slo/slo-status.ts';
import type { Bounds } from '../../time/window-bounds.ts';
import type { ReportPeriod } from './period.ts';

/** Who can do it, and how long it takes: small, medium, large, or nobody said. */
export type Effort = 'S' | 'M' | 'L' | 'unknown';

/** Events by when they began, with those that have no verdict yet. */
export interface Cohort extends Counts {
  readonly pending: number;
}

/** A week of the period, cut to it. */
export interface ReportWeek extends Bounds {
  readonly good: number;
  readonly bad: number;
  /** Of the budget of the whole period; null: the period has none. */
  readonly budgetSpentRatio: number | null;
}

/** A time in which alerts fired. */
export interface ReportIncident {
  readonly start: number;
  /** null: it goes on. */
  readonly end: number | null;
  readonly bad: number;
  readonly budgetUsedRatio: number | null;
}

/** Something to mend: a job, with what its bad events cost. */
export interface ReportTask {
  readonly job: string;
  readonly repository: string;
  readonly bad: number;
  /** Of the budget of the period. */
  readonly priority: number | null;
  /** The SLI, had these events been good. */
  readonly expectedSli: number | null;
  readonly effort: Effort;
}

/** One SLO over the period. */
export interface ReportedSlo extends Counts {
  readonly id: string;
  readonly displayName: string;
  readonly service: string;
  readonly owner: string | null;
  readonly target: number;
  readonly method: string;
  readonly sli: number | null;
  readonly budgetRemainingRatio: number | null;
  readonly status: SloStatusWord;
  readonly weight: number | null;
  /** null: what it counts has no beginning of its own. */
  readonly cohort: Cohort | null;
  readonly weeks: readonly ReportWeek[];
  readonly days: readonly (Bounds & Counts)[];
  readonly incidents: readonly ReportIncident[];
  readonly maintenance: readonly (Bounds & { readonly reason: string })[];
  /** The periods before, the latest first. */
  readonly trend: readonly { readonly period: string; readonly sli: number | null }[];
  /** What its bad events have in common, in words. */
  readonly causes: readonly string[];
  readonly tasks: readonly ReportTask[];
}

/** A job that failed and passed on the same commit. */
export interface FlakyJob {
  readonly job: string;
  readonly repository: string;
  /** Commits on which it did both. */
  readonly commits: number;
  /** What the runs that failed took, together, ms. */
  readonly lostMs: number;
}

/** A job that takes long. */
export interface SlowJob {
  readonly job: string;
  readonly repository: string;
  readonly runs: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

/** Work that came only because CI failed. */
export interface ReportToil {
  /** Runs of a job that had run on the same commit before. */
  readonly reruns: number;
  /** Of them, after an infrastructure error. */
  readonly afterErrors: number;
  /** Time in queues, ms. */
  readonly waitedMs: number;
}

/** A service with its SLOs. */
export interface ReportedService {
  readonly name: string;
  readonly slos: readonly ReportedSlo[];
  /** How much of the time may go into toil, in per cent. */
  readonly toilPercent: number;
}

/** Everything that a report says. Times in ms. */
export interface PeriodReport {
  readonly period: ReportPeriod;
  /** How far the numbers reach, within the period. */
  readonly until: number;
  readonly services: readonly ReportedService[];
  readonly slowest: readonly SlowJob[];
  readonly flaky: readonly FlakyJob[];
  readonly toil: ReportToil;
  /** Of the settings; null: not said. */
  readonly teamSize: number | null;
}

/**
 * How much of the time of a service may go into toil, in per cent: 50, and 10 more when every SLO is over its target, 5 less for each whole
 * percentage point that the lowest SLI is under 99 %; at least 20.
 *
 * Source: the toil budget of seed 002, docs/acting.md.
 */
export function toilPercentOf(slos: readonly Pick<ReportedSlo, 'sli' | 'target'>[]): number {
  const known = slos.flatMap(({ sli, target }) => (sli === null ? [] : [{ sli, target }]));
  if (known.length === 0) return 50;
  const isOver = known.every(({ sli, target }) => sli > target);
  const lowest = Math.min(...known.map(({ sli }) => sli));
  // Ratios are doubles: 0.98 is one point under, not 1.0000000000000009.
  const points = Math.max(0, Math.floor((0.99 - lowest) * 100 + 1e-9));
  return Math.max(20, 50 + (isOver ? 10 : 0) - 5 * points);
}

/** The tasks of all SLOs, those that cost most of a budget first. */
export function rankTasks(report: Pick<PeriodReport, 'services'>): readonly (ReportTask & { readonly slo: string })[] {
  return report.services
    .flatMap(({ slos }) => slos)
    .flatMap(({ id, tasks }) => tasks.map((task) => ({ ...task, slo: id })))
    .sort(
      (one, other) =>
        (other.priority ?? 0) - (one.priority ?? 0) || other.bad - one.bad || (one.job < other.job ? -1 : 1),
    );
}

/** The worst days of an SLO, those with the most bad events first; at most three. */
export function worstDays({ days }: Pick<ReportedSlo, 'days'>): ReportedSlo['days'] {
  return days
    .filter(({ bad }) => bad > 0)
    .sort((one, other) => other.bad - one.bad || one.from - other.from)
    .slice(0, 3);
}
