import { compareText } from '../track/compare-text.ts';
import type { RaisedAlert } from './alert-evaluator.ts';

/** A time in which alerts of one SLO fired. Times in ms. */
export interface Incident {
  readonly slo: string;
  readonly start: number;
  /** null: it goes on. */
  readonly end: number | null;
  /** Bad events that the alert counted which counted most of them. */
  readonly bad: number;
}

/** Incidents of every SLO: from the start of an alert to its end; those of one SLO that overlap are one. Newest first, then by SLO. */
export function mergeIncidents(alerts: readonly RaisedAlert[]): readonly Incident[] {
  const incidents: Incident[] = [];
  for (const { slo, firingAt, resolvedAt, bad } of alerts.toSorted((a, b) => a.firingAt - b.firingAt)) {
    const at = incidents.findIndex((one) => one.slo === slo && (one.end === null || one.end >= firingAt));
    const open = incidents[at];
    if (open === undefined) {
      incidents.push({ slo, start: firingAt, end: resolvedAt, bad });
      continue;
    }
    const end = open.end === null || resolvedAt === null ? null : Math.max(open.end, resolvedAt);
    incidents[at] = { ...open, end, bad: Math.max(open.bad, bad) };
  }
  return incidents.toSorted((a, b) => b.start - a.start || compareText(a.slo, b.slo));
}
