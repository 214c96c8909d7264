import type { JobState, Kind } from './job-run.ts';
import type { RevisionAction } from './revision.ts';

/** What an SLO says of one event. */
export type Verdict = 'good' | 'bad' | 'excluded' | 'pending';
export type SettledVerdict = Exclude<Verdict, 'pending'>;
export const settledVerdicts = ['good', 'bad', 'excluded'] as const satisfies readonly SettledVerdict[];

/** The kinds of event an objective can count. */
export type EventType = 'job-run' | 'revision' | 'delivery';

/** A service level objective, ready to judge with. Made from an OpenSLO document; immutable. */
export interface Objective {
  /** `metadata.name`: the `slo` label. */
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly service: string;
  /** Ratio in (0, 1). */
  readonly targetRatio: number;
  readonly window: ObjectiveWindow;
  readonly eventType: EventType;
  /** Which events count at all. */
  readonly matches: (event: SloEvent) => boolean;
  /** Among resolved events: is it good? */
  readonly isGood: (event: SloEvent) => boolean;
  /** Among events that are not good: leave it out? Sees `deadline_at` and `resolved`. */
  readonly isExcluded: (event: SloEvent) => boolean;
  /** The column the clock starts at (`queued_at`, `changed_at`, …). */
  readonly from: string;
  /** The column that resolves it (`finished_at`, `first_status_at`, `started_at`, …). */
  readonly until: string;
  /** null: no deadline, an event counts when it resolves. */
  readonly withinMs: number | null;
  /** Changes when anything that a verdict depends on changes (not the target, not the window): a new generation re-judges. */
  readonly definitionHash: string;
  /** The file it came from. */
  readonly file: string;
}

/** `rolling`: the last `days`; `calendar`: the current unit in a time zone. */
export type ObjectiveWindow =
  | { readonly type: 'rolling'; readonly ms: number; readonly text: string }
  | {
      readonly type: 'calendar';
      readonly unit: 'day' | 'week' | 'month' | 'quarter' | 'year';
      readonly count: number;
      readonly anchor: number;
      readonly timeZone: string;
      readonly text: string;
    };

/** The documented columns that conditions see: times in ms, `null` where not known. Flat, so that a condition is one look-up. */
export interface SloEvent {
  readonly [column: string]: SloValue;
}
export type SloValue =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | readonly number[]
  | JobState
  | Kind
  | RevisionAction;

/** The judgement of one event by one objective. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The event's own time: the earlier of its result and its deadline, ms; null while pending. */
  readonly at: number | null;
  /** When pending: the time from which it must be judged again (deadline + grace); null when only new evidence can decide. */
  readonly dueAt: number | null;
}

/** Good, bad and excluded events. All ≥ 0 integers. */
export interface Counts {
  readonly good: number;
  readonly bad: number;
  readonly excluded: number;
}
