import type { MetricKey } from '../model/metric-names.ts';
import { settledVerdicts } from '../model/objective.ts';
import type { SloReading } from '../settle/read-slo-status.ts';
import { counterSamples } from './counter-samples.ts';
import type { Labels, Sample } from './sample.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * The families about objectives. Counts exist at 0 from the start; a ratio of nothing is absent, because neither 0 nor 1
 * would be true and NaN poisons every sum.
 */
export function sloSamples(snapshot: Snapshot): Partial<Record<MetricKey, readonly Sample[]>> {
  const { slos, sums } = snapshot;
  const names = slos.map((reading) => reading.objective.name);
  return {
    sloEvents: counterSamples(
      (sums.get('slo_events') ?? []).filter((row) => names.includes(sloOf(row.label))),
      (row) => ({ slo: sloOf(row.label), verdict: row.label.slice(row.label.lastIndexOf('/') + 1) }),
      names.flatMap((slo) => settledVerdicts.map((verdict) => ({ slo, verdict }))),
    ),
    sloCorrections: counterSamples(
      sums.get('slo_corrections') ?? [],
      (row) => ({ slo: row.label }),
      names.map((slo) => ({ slo })),
    ),
    sloObjective: perSlo(slos, (reading) => reading.objective.targetRatio),
    sloWindow: perSlo(slos, (reading) => reading.windowMs / 1000),
    sloSli: perSlo(slos, (reading) => reading.status.sli),
    sloBudgetRemaining: perSlo(slos, (reading) => reading.status.budget_remaining_ratio),
    sloPending: perSlo(slos, (reading) => reading.status.pending),
    sloBurnRate: slos.flatMap((reading) =>
      Object.entries(reading.status.burn_rates).flatMap(([window, rate]) =>
        present({ slo: reading.objective.name, window }, rate),
      ),
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

function perSlo(slos: readonly SloReading[], read: (reading: SloReading) => number | null): readonly Sample[] {
  return slos.flatMap((reading) => present({ slo: reading.objective.name }, read(reading)));
}

function present(labels: Labels, value: number | null): readonly Sample[] {
  return value === null ? [] : [{ labels, value }];
}

function sloOf(label: string): string {
  return label.slice(0, label.lastIndexOf('/'));
}
