import type { MetricSource } from './metric.ts';
import type {
  AlertConditionObject,
  AlertNotificationTargetObject,
  AlertPolicyOf,
  DataSourceObject,
  ServiceObject,
  SliOf,
  SloObject,
  SloObjectiveOf,
} from './openslo-object.ts';

/** A query with its DataSource. */
export interface ResolvedMetricSource extends MetricSource {
  /** Its own type, else that of its DataSource; null where neither says. */
  readonly type: string | null;
  /** Null where it names none. */
  readonly dataSource: DataSourceObject | null;
}

/** An indicator, written inside the SLO or in an object of its own, with every DataSource. */
export type ResolvedIndicator = SliOf<ResolvedMetricSource>;

export type ResolvedObjective = SloObjectiveOf<ResolvedIndicator>;

/** An alert policy with its condition and its targets. */
export type ResolvedAlertPolicy = AlertPolicyOf<AlertConditionObject, AlertNotificationTargetObject>;

/**
 * An SLO in which every reference is replaced by what it names. Only SLOs without a problem, in themselves and in what they refer to,
 * are resolved. Immutable.
 */
export interface ResolvedSlo extends Omit<SloObject, 'indicator' | 'objectives' | 'alertPolicies'> {
  /** The Service of that name; null where no file defines one. */
  readonly serviceObject: ServiceObject | null;
  /** Null in a composite SLO: then each objective has one. */
  readonly indicator: ResolvedIndicator | null;
  readonly objectives: readonly ResolvedObjective[];
  readonly alertPolicies: readonly ResolvedAlertPolicy[];
}
