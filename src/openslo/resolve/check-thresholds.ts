import type { ResolvedSlo } from '../object/resolved-slo.ts';
import { refuseKey, type Spot, under } from '../read/spot.ts';

/**
 * Reports objectives without `op` or `value` whose indicator, a threshold, is an object of its own: that is known only when all files
 * are read. Returns whether all is well.
 */
export function checkThresholds(slo: ResolvedSlo, spot: Spot): boolean {
  const before = spot.findings.problems.length;
  for (const [index, objective] of slo.objectives.entries()) {
    const indicator = objective.indicator ?? slo.indicator;
    if (indicator?.metric.type !== 'threshold') continue;
    for (const key of ['op', 'value'] as const) {
      const part = under(spot, 'spec', 'objectives', index, key);
      const message = `${key} is missing; ${indicator.metadata.name} is a threshold metric, which needs op and value`;
      if (objective[key] === null) refuseKey(part, 'required', message);
    }
  }
  return spot.findings.problems.length === before;
}
