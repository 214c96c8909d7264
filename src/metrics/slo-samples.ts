import { writeInstance } from '../budget/instances.ts';
import { sourceBucketsSeconds } from '../model/buckets.ts';
import { shownName } from '../model/counted-objectives.ts';
import { type MetricKey, metricFamilies } from '../model/metric-names.ts';
import { settledVerdicts } from '../model/objective.ts';
import type { AlertView } from '../status/alert-view.ts';
import type { SloReading } from '../status/read-slo-status.ts';
import type { SourceStandingView } from '../store/read/read-source-standings.ts';
import { counterSamples } from './counter-samples.ts';
import { histogramSamples } from './histogram-samples.ts';
import type { Labels, Sample } from './sample.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * The families about objectives. Counts exist at 0 from the start; a ratio of nothing is absent, because neither 0 nor 1
 * would be true and NaN poisons every sum.
 */
export function sloSamples(snapshot: Snapshot): Partial<Record<MetricKey, readonly Sample[]>> {
  const { slos, sums, alerts } = snapshot;
  const names = slos.map((reading) => reading.objective.name);
  return {
    sloEvents: counterSamples(
      (sums.get('slo_events') ?? []).filter((row) => names.includes(sloOf(row.label))),
      (row) => ({ slo: sloOf(row.label), verdict: row.label.slice(row.label.lastIndexOf('/') + 1) }),
      names.flatMap((slo) => settledVerdicts.map((verdict) => ({ slo, verdict }))),
    ),
    sloCorrections: counterSamples(
      sums.get('slo_corrections') ?? [],
      (row) => ({ slo: shownName(row.label) }),
      names.map((slo) => ({ slo })),
    ),
    sloSourceErrors: counted(snapshot, ({ failures }) => failures),
    sloSourceLag: counted(snapshot, ({ doneTo }) => Math.max(0, snapshot.now - doneTo) / 1000),
    sloSourceDuration: histogramSamples(
      metricFamilies.sloSourceDuration.name,
      sourceBucketsSeconds,
      sums.get('slo_source_duration') ?? [],
      (row) => ({ slo: row.kind }),
      snapshot.sources.map(({ slo }) => ({ slo })),
    ),
    sloObjective: perSlo(slos, (reading) => reading.status.target),
    sloWindow: perSlo(slos, (reading) => reading.windowMs / 1000),
    sloBackfill: slos.map(({ objective: { name } }) => ({ labels: { slo: name }, value: doneRatioOf(name, snapshot) })),
    sloSli: perSlo(slos, (reading) => reading.status.sli),
    sloBudgetRemaining: perSlo(slos, (reading) => reading.status.budget_remaining_ratio),
    sloPending: perSlo(slos, (reading) => reading.status.pending),
    alertState: alerts
      .filter(({ instance }) => instance === null)
      .map((alert) => ({
        labels: { slo: alert.slo, policy: alert.policy, severity: alert.severity },
        value: alertStateValue(alert),
      })),
    ...instanceSamples(snapshot),
    sloBurnRate: slos.flatMap((reading) =>
      reading.windows.flatMap(({ window, burnRate }) => present({ slo: reading.objective.name, window }, burnRate)),
    ),
    sloWindowEvents: slos.flatMap((reading) =>
      reading.windows.flatMap(({ window, counts }) =>
        settledVerdicts.map((verdict) => ({
          labels: { slo: reading.objective.name, window, verdict },
          value: counts[verdict],
        })),
      ),
    ),
  };
}

/** Families of instances: a name of their own, so that no sum counts a part beside its whole. */
function instanceSamples({ instances }: Snapshot): Partial<Record<MetricKey, readonly Sample[]>> {
  const all = instances.flatMap(({ slo, columns, readings }) =>
    readings.map(({ values, status }) => ({ labels: { slo, instance: writeInstance(columns, values) }, status })),
  );
  return {
    sloInstanceSli: all.flatMap(({ labels, status }) => present(labels, status.sli)),
    sloInstanceBudgetRemaining: all.flatMap(({ labels, status }) => present(labels, status.budget_remaining_ratio)),
    sloInstanceBurnRate: all.flatMap(({ labels, status }) =>
      Object.entries(status.burn_rates).flatMap(([window, rate]) => present({ ...labels, window }, rate)),
    ),
  };
}

const stateValues = { inactive: 0, pending: 1, firing: 2, resolved: 0 } as const;

function alertStateValue({ state, isFrozen }: AlertView): number {
  return isFrozen ? 3 : stateValues[state];
}

/** Of the generation of an objective that is being built; 1 when none is. */
function doneRatioOf(slo: string, { generations }: Snapshot): number {
  const building = generations.filter(
    (one) => one.slo !== null && shownName(one.slo) === slo && one.state === 'building',
  );
  return Math.min(1, ...building.map(({ doneRatio }) => doneRatio));
}

/** One sample for each objective that another system measures. */
function counted({ sources }: Snapshot, read: (source: SourceStandingView) => number): readonly Sample[] {
  return sources.map((source) => ({ labels: { slo: source.slo }, value: read(source) }));
}

function perSlo(slos: readonly SloReading[], read: (reading: SloReading) => number | null): readonly Sample[] {
  return slos.flatMap((reading) => present({ slo: reading.objective.name }, read(reading)));
}

function present(labels: Labels, value: number | null): readonly Sample[] {
  return value === null ? [] : [{ labels, value }];
}

function sloOf(label: string): string {
  return shownName(label.slice(0, label.lastIndexOf('/')));
}
