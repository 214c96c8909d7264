import type { CalendarWindow, TimeWindow } from '../time/time-window.ts';
import type { Condition } from './condition.ts';
import type { JobState, Kind } from './job-run.ts';
import type { RevisionAction } from './revision.ts';
import type { RulePlace } from './rules.ts';
import type { SourceConnection, SourceMetric } from './source-metric.ts';
import type { WrittenPolicy } from './written-policy.ts';

/** What an SLO says of one event. */
export type Verdict = 'good' | 'bad' | 'excluded' | 'pending';
export type SettledVerdict = Exclude<Verdict, 'pending'>;
export const settledVerdicts = ['good', 'bad', 'excluded'] as const satisfies readonly SettledVerdict[];

/** The kinds of event an objective can count. */
export const eventTypes = ['job-run', 'revision', 'delivery', 'custom'] as const;
export type EventType = (typeof eventTypes)[number];

/**
 * A service level objective, made from an OpenSLO document. Plain data: it can be written as JSON and read again with
 * `readStoredObjective`. `compileIndicator` makes functions of its conditions. Immutable.
 */
export interface Objective {
  /** `metadata.name`: the `slo` label. */
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly service: string;
  /** Ratio in (0, 1), as the nearest double: for showing and for metrics. Borders are compared with `targetDecimal`. */
  readonly targetRatio: number;
  /** The same ratio exactly, as decimal digits: `0.999`, also where the file says `targetPercent: 99.9`. */
  readonly targetDecimal: string;
  readonly window: TimeWindow;
  readonly method: MethodData;
  /** Each label of the SLO has a list of values. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** Of the SLO. Those that begin with `cislo.dev/` mean something; they have been checked. */
  readonly annotations: Readonly<Record<string, string>>;
  /** The policies that the SLO names; null when it names none, and the usual ones stand for them. */
  readonly policies: readonly WrittenPolicy[] | null;
  readonly indicator: Indicator;
  /** 32 hex digits that change when the meaning of `indicator` does; places in the text do not matter to it. */
  readonly indicatorHash: string;
  /** The conditions of `indicator` as the file has them; nothing is decided by them. Null where none of our events are counted. */
  readonly conditions: ObjectiveConditions | null;
  /** The file it came from; of a stored one: `stored`. */
  readonly file: string;
  readonly origin: Origin;
  /** The whole SLO with everything it refers to, as OpenSLO v1 in YAML: the same for all objectives of one SLO. Nothing is decided by it. */
  readonly document: string;
}

/** Where an objective is defined: in a file of the settings, or in the database, over the API. */
export const origins = ['file', 'stored'] as const;
export type Origin = (typeof origins)[number];

/** How the budget is counted, as plain data; `toBudgetMethod` makes what computes with it. */
export type MethodData =
  | { readonly type: 'occurrences' }
  | { readonly type: 'timeslices'; readonly slice: SliceData; readonly sliceTargetDecimal: string }
  | { readonly type: 'ratio-timeslices'; readonly slice: SliceData };

/** The length of a slice: elapsed ms, and as many local days where it was written in d or w. */
export interface SliceData {
  readonly ms: number;
  readonly localDays: number | null;
  /** As in the file: `5m`. */
  readonly text: string;
}

/** What is counted, as plain data. Immutable. */
export type Indicator = EventIndicator | MeasuredIndicator | CompositeIndicator;

/** An event type, or `measured`. */
export type CountedType = Indicator['eventType'];

/** Minutes that are counted as they are measured, and not event by event. */
export type MeasuredIndicator = SourceIndicator | PointInTimeIndicator | JourneyIndicator;

/** Minutes that another system measures: no event of it has a row here. */
export interface SourceIndicator {
  readonly eventType: 'measured';
  readonly type: 'source';
  readonly connection: SourceConnection;
  readonly metric: SourceMetric;
}

/** How many subjects are good at the end of each slice, by the latest event of each. */
export interface PointInTimeIndicator {
  readonly eventType: 'measured';
  readonly type: 'point-in-time';
  readonly event: SubjectEventType;
  /** The column whose value is the subject. */
  readonly per: string;
  /** The column that holds the time of an event; an event without it does not count yet. */
  readonly time: string;
  readonly where: Condition;
  readonly good: Condition;
  /** How old an event may be: a length, or a column of seconds; null: any age. */
  readonly freshWithin:
    | { readonly type: 'fixed'; readonly ms: number }
    | { readonly type: 'column'; readonly name: string }
    | null;
  readonly forgetAfterMs: number;
  /** At whose ends the subjects are looked at. */
  readonly slice: Pick<SliceData, 'ms' | 'localDays'>;
  /** The window from whose start slices count; null: they count from the epoch. */
  readonly calendar: CalendarWindow | null;
}

/** Other objectives, weighed: nothing of it is counted, its members are. Experimental. */
export interface CompositeIndicator {
  readonly eventType: 'measured';
  readonly type: 'composite';
  /** At least one. */
  readonly members: readonly CompositeMemberData[];
}

/** A member of a composite. Its objective has a name, a target and a generation of its own, and no policies. */
export interface CompositeMemberData {
  /** Above 0, in decimal digits. */
  readonly weightDecimal: string;
  readonly objective: Objective;
}

/** Steps that must happen in order, each in time. */
export interface JourneyIndicator {
  readonly eventType: 'measured';
  readonly type: 'journey';
  /** What begins a journey: a change of a pull request, or the first event with a value of `correlate`. */
  readonly of: JourneyKind;
  /** The column whose value the events of one journey share; null for revisions. */
  readonly correlate: string | null;
  /** Which revisions are journeys, or which events that were sent are looked at. */
  readonly where: Condition;
  /** Among revisions whose journey is not good: which are left out. */
  readonly exclude: Condition;
  /** At least one. */
  readonly steps: readonly JourneyStepData[];
  /** The limit of the whole from its start; null: none. */
  readonly withinMs: number | null;
  /** After so long from its start every journey is decided: `withinMs`, or the limits of all steps together. */
  readonly decidedAfterMs: number;
}

/** One step of a journey. */
export interface JourneyStepData {
  readonly name: string;
  /** Whose events can be the step: those of job runs on the head, the revision itself, or events that were sent. */
  readonly event: SubjectEventType;
  readonly where: Condition;
  readonly good: Condition;
  /** The column with the time at which the step ends. */
  readonly until: string;
  /** From the end of the step before, or from the start; null: no limit of its own. */
  readonly withinMs: number | null;
}

/** What journeys are of. */
export const journeyKinds = ['revision', 'custom'] as const satisfies readonly EventType[];
export type JourneyKind = (typeof journeyKinds)[number];

/** The events that tell the state of a subject. */
export const subjectEventTypes = ['job-run', 'revision', 'custom'] as const satisfies readonly EventType[];
export type SubjectEventType = (typeof subjectEventTypes)[number];

/** Which events are counted, and everything that a verdict depends on. */
export interface EventIndicator {
  readonly eventType: EventType;
  /** Which events count at all. */
  readonly where: Condition;
  /** Among resolved events: which are good, or which are bad, as the file says it. */
  readonly outcome: { readonly side: 'good' | 'bad'; readonly condition: Condition };
  /** Among events that are not good: which are left out. Sees `deadline_at` and `resolved`. */
  readonly exclude: Condition;
  /** The column the clock starts at (`queued_at`, `changed_at`, …). */
  readonly from: string;
  /** The column that resolves it (`finished_at`, `first_status_at`, `started_at`, …). */
  readonly until: string;
  /** null: no deadline, an event counts when it resolves. */
  readonly withinMs: number | null;
}

/** The conditions of an objective as its file has them. */
export interface ObjectiveConditions {
  readonly where: ConditionText;
  /** What is good; where the file says what is bad, that. */
  readonly outcome: ConditionText & { readonly side: 'good' | 'bad' };
  readonly exclude: ConditionText;
}

/** A condition and where it stands. */
export interface ConditionText {
  /** As written; where none is, what stands for it. */
  readonly text: string;
  /** The condition's line, or the nearest line above where none is written. */
  readonly place: RulePlace;
}

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
  | { readonly [field: string]: unknown }
  | JobState
  | Kind
  | RevisionAction;

/** The judgement of one event by one objective. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The event's own time: the earlier of its result and its deadline, ms; null while pending. */
  readonly at: number | null;
  /** When pending: the time at which it must be judged again (deadline + grace); null when only a new report can decide. */
  readonly dueAt: number | null;
}

/** Good, bad and excluded events. All ≥ 0 integers. */
export interface Counts {
  readonly good: number;
  readonly bad: number;
  readonly excluded: number;
}
