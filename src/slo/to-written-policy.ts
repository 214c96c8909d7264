import type { WrittenPolicy } from '../model/written-policy.ts';
import type { ResolvedAlertPolicy } from '../openslo/object/resolved-slo.ts';

/** An alert policy of an OpenSLO file as plain data. */
export function toWrittenPolicy(policy: ResolvedAlertPolicy): WrittenPolicy {
  const { condition, metadata } = policy;
  return {
    name: metadata.name,
    labels: Object.fromEntries(Object.entries(metadata.labels).map(([name, values]) => [name, values.join(',')])),
    annotations: metadata.annotations,
    alertWhenNoData: policy.alertWhenNoData,
    alertWhenBreaching: policy.alertWhenBreaching,
    alertWhenResolved: policy.alertWhenResolved,
    targets: policy.notificationTargets.map((target) => target.metadata.name),
    condition: {
      name: condition.metadata.name,
      severity: condition.severity,
      kind: condition.conditionKind,
      op: condition.op,
      threshold: condition.threshold.decimal,
      lookbackWindow: condition.lookbackWindow.text,
      alertAfter: condition.alertAfter?.text ?? null,
      annotations: condition.metadata.annotations,
    },
  };
}
