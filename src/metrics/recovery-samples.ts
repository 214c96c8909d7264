import type { MetricKey } from '../model/metric-names.ts';
import { counterSamples } from './counter-samples.ts';
import type { Sample } from './sample.ts';
import type { Snapshot } from './snapshot.ts';

/** The families that GitHub's own list of deliveries tells of. Counts exist at 0 from the start. */
export function recoverySamples({ sums, slos }: Snapshot): Partial<Record<MetricKey, readonly Sample[]>> {
  const ratio = slos.find(({ objective }) => objective.indicator.eventType === 'delivery')?.status.sli ?? null;
  return {
    webhookMissed: counterSamples(sums.get('webhook_missed') ?? [], () => ({}), [{}]),
    webhookRecovery: counterSamples(
      sums.get('webhook_recovery') ?? [],
      (row) => ({ result: row.label }),
      ['recovered', 'ignored', 'lost'].map((result) => ({ result })),
    ),
    webhookAcceptance: ratio === null ? [] : [{ labels: {}, value: ratio }],
  };
}
