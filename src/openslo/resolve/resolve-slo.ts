import type { AlertPolicyObject, OpenSloKind, OpenSloObject, SliObject, SloObject } from '../object/openslo-object.ts';
import type { OpenSloReference } from '../object/openslo-reference.ts';
import type { ResolvedAlertPolicy, ResolvedIndicator, ResolvedObjective, ResolvedSlo } from '../object/resolved-slo.ts';
import type { ObjectIndex } from './object-index.ts';
import { resolveMetric } from './resolve-metric.ts';

/** Replaces every reference of an SLO that has no problem. Null where something it refers to is missing or has a problem. */
export function resolveSlo(slo: SloObject, index: ObjectIndex): ResolvedSlo | null {
  const indicator = slo.indicator === null ? null : resolveIndicator(slo.indicator, index);
  const objectives = slo.objectives.flatMap((objective): readonly ResolvedObjective[] => {
    if (objective.indicator === null) return [{ ...objective, indicator: null }];
    const own = resolveIndicator(objective.indicator, index);
    return own === null ? [] : [{ ...objective, indicator: own }];
  });
  const alertPolicies = slo.alertPolicies.flatMap((policy) => resolvePolicy(policy, index) ?? []);
  const isWhole =
    (indicator !== null || slo.indicator === null) &&
    objectives.length === slo.objectives.length &&
    alertPolicies.length === slo.alertPolicies.length;
  if (!isWhole) return null;
  return { ...slo, serviceObject: index.usable('Service', slo.service), indicator, objectives, alertPolicies };
}

function resolveIndicator(part: OpenSloReference | SliObject, index: ObjectIndex): ResolvedIndicator | null {
  const sli = resolvePart<'SLI'>('SLI', part, index);
  const metric = sli === null ? null : resolveMetric(sli.metric, index);
  return sli === null || metric === null ? null : { ...sli, metric };
}

function resolvePolicy(part: OpenSloReference | AlertPolicyObject, index: ObjectIndex): ResolvedAlertPolicy | null {
  const policy = resolvePart<'AlertPolicy'>('AlertPolicy', part, index);
  if (policy === null) return null;
  const condition = resolvePart<'AlertCondition'>('AlertCondition', policy.condition, index);
  const notificationTargets = policy.notificationTargets.flatMap((target) => {
    const found = resolvePart<'AlertNotificationTarget'>('AlertNotificationTarget', target, index);
    return found === null ? [] : [found];
  });
  const isWhole = notificationTargets.length === policy.notificationTargets.length;
  return condition === null || !isWhole ? null : { ...policy, condition, notificationTargets };
}

function resolvePart<K extends OpenSloKind>(
  kind: K,
  part: OpenSloReference | Extract<OpenSloObject, { kind: K }>,
  index: ObjectIndex,
): Extract<OpenSloObject, { kind: K }> | null {
  return part.kind === 'reference'
    ? index.usable(kind, (part as OpenSloReference).name)
    : (part as Extract<OpenSloObject, { kind: K }>);
}
