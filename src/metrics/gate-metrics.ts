import { Counter, type Registry } from 'prom-client';
import { type GateDecision, gateDecisions } from '../act/gate/gate-settings.ts';
import { metricFamilies } from '../model/metric-names.ts';

/** Counts a decision of the gate. */
export type CountDecision = (decision: GateDecision) => void;

/** The family of the gate's decisions, which each process counts for itself, registered in `registry`. */
export function registerGateMetrics(registry: Registry): CountDecision {
  const { name, help, labels } = metricFamilies.gateDecisions;
  const decisions = new Counter({ name, help, labelNames: labels, registers: [registry] });
  for (const decision of gateDecisions) decisions.inc({ decision }, 0);
  return (decision) => decisions.inc({ decision });
}
