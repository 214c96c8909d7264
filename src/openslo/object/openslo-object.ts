import type { ExactNumber } from './exact-number.ts';
import type { Metric, MetricSource } from './metric.ts';
import type { OpenSloReference } from './openslo-reference.ts';
import type { PartPlace } from './part-place.ts';
import type { OpenSloWindow } from './slo-window.ts';
import type { TimeSpan } from './time-span.ts';

/** The seven kinds of OpenSLO v1 (https://github.com/OpenSLO/OpenSLO#object-types). */
export const openSloKinds = [
  'SLO',
  'SLI',
  'Service',
  'DataSource',
  'AlertPolicy',
  'AlertCondition',
  'AlertNotificationTarget',
] as const;
export type OpenSloKind = (typeof openSloKinds)[number];

export const budgetingMethods = ['Occurrences', 'Timeslices', 'RatioTimeslices'] as const;
export type BudgetingMethod = (typeof budgetingMethods)[number];

export const comparisons = ['lt', 'lte', 'gt', 'gte'] as const;
export type Comparison = (typeof comparisons)[number];

/** What every object has. https://github.com/OpenSLO/OpenSLO#general-schema */
export interface ObjectMetadata {
  readonly name: string;
  /** Null where none is written. */
  readonly displayName: string | null;
  /** Each label has a list of values; one that is written as a text has one. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Not part of OpenSLO v1, but files that came from Kubernetes have it. */
  readonly namespace: string | null;
  /** Of the name. */
  readonly place: PartPlace;
}

/** What objects of every kind share. `place` is that of the object's first key. */
interface ObjectOf<K extends OpenSloKind> {
  readonly kind: K;
  readonly metadata: ObjectMetadata;
  /** Empty where there is none. */
  readonly description: string;
  readonly place: PartPlace;
}

export interface ServiceObject extends ObjectOf<'Service'> {}

export interface DataSourceObject extends ObjectOf<'DataSource'> {
  /** As written: `Prometheus`, `cislo`. */
  readonly type: string;
  /** Any value of YAML. */
  readonly connectionDetails: unknown;
  readonly detailsPlace: PartPlace;
}

/** `S` is what stands for a query: `MetricSource`, or after resolving `ResolvedMetricSource`. */
export interface SliOf<S> extends ObjectOf<'SLI'> {
  readonly metric: Metric<S>;
}
export type SliObject = SliOf<MetricSource>;

export interface AlertConditionObject extends ObjectOf<'AlertCondition'> {
  readonly severity: string;
  /** `burnrate`, or one of the further kinds that the reader was told of. */
  readonly conditionKind: string;
  readonly op: Comparison;
  readonly threshold: ExactNumber;
  readonly lookbackWindow: TimeSpan;
  /** Null where none is written; `0m` is 0 ms. */
  readonly alertAfter: TimeSpan | null;
  /** Of `spec.condition`. */
  readonly conditionPlace: PartPlace;
}

export interface AlertNotificationTargetObject extends ObjectOf<'AlertNotificationTarget'> {
  /** As written: `slack`, `email`. */
  readonly target: string;
}

/** `C` and `T` are what stands for its condition and its targets. */
export interface AlertPolicyOf<C, T> extends ObjectOf<'AlertPolicy'> {
  readonly alertWhenNoData: boolean;
  readonly alertWhenBreaching: boolean;
  readonly alertWhenResolved: boolean;
  /** OpenSLO v1 allows exactly one. */
  readonly condition: C;
  /** At least one. */
  readonly notificationTargets: readonly T[];
}
export type AlertPolicyObject = AlertPolicyOf<
  OpenSloReference | AlertConditionObject,
  OpenSloReference | AlertNotificationTargetObject
>;

/** `I` is what stands for an indicator of its own. */
export interface SloObjectiveOf<I> {
  readonly displayName: string | null;
  /** A ratio in [0, 1); `targetPercent` is divided by 100. */
  readonly target: ExactNumber;
  /** How values are compared with `value`; null where the objective says nothing, and always for a ratio. */
  readonly op: Comparison | null;
  readonly value: ExactNumber | null;
  /** A ratio in (0, 1]; null where none is written. */
  readonly timeSliceTarget: ExactNumber | null;
  /** Null where none is written. */
  readonly timeSliceWindow: TimeSpan | null;
  /** Its own indicator, in a composite SLO; null in any other. */
  readonly indicator: I | null;
  /** Above 0; null where none is written, which weighs 1. */
  readonly compositeWeight: ExactNumber | null;
  readonly place: PartPlace;
}

export interface SloObject extends ObjectOf<'SLO'> {
  /** The name of a Service, which need not be defined anywhere. */
  readonly service: string;
  readonly servicePlace: PartPlace;
  /** Null in a composite SLO, whose objectives have their own. */
  readonly indicator: OpenSloReference | SliObject | null;
  readonly timeWindow: OpenSloWindow;
  readonly budgetingMethod: BudgetingMethod;
  readonly methodPlace: PartPlace;
  /** At least one. */
  readonly objectives: readonly SloObjectiveOf<OpenSloReference | SliObject>[];
  readonly alertPolicies: readonly (OpenSloReference | AlertPolicyObject)[];
}

/** An object of any kind, as its file has it: references are names, what is written inside it is an object. */
export type OpenSloObject =
  | SloObject
  | SliObject
  | ServiceObject
  | DataSourceObject
  | AlertPolicyObject
  | AlertConditionObject
  | AlertNotificationTargetObject;
