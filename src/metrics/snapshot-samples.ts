import type { MetricKey } from '../model/metric-names.ts';
import { counterSamples } from './counter-samples.ts';
import { jobSamples } from './job-samples.ts';
import { recoverySamples } from './recovery-samples.ts';
import { revisionSamples } from './revision-samples.ts';
import type { Sample } from './sample.ts';
import { sloSamples } from './slo-samples.ts';
import type { Snapshot } from './snapshot.ts';

/** Every family that comes from the database, from one snapshot of it. */
export function snapshotSamples(snapshot: Snapshot): Partial<Record<MetricKey, readonly Sample[]>> {
  return {
    ...jobSamples(snapshot),
    ...revisionSamples(snapshot),
    ...sloSamples(snapshot),
    ...recoverySamples(snapshot),
    notifications: notificationSamples(snapshot),
    quirks: counterSamples(snapshot.sums.get('quirks') ?? [], (row) => ({ quirk: row.label }), []),
    foldDone: [{ labels: {}, value: foldDoneRatio(snapshot) }],
    settleLag: [{ labels: {}, value: snapshot.lagMs / 1000 }],
  };
}

/** Every target is there from 0 on, so that the first notification shows as growth. */
function notificationSamples({ notifications, targets }: Snapshot): readonly Sample[] {
  const names = new Set([...targets, ...notifications.map(({ target }) => target)]);
  return [...names].sort().flatMap((target) => {
    const own = notifications.filter((one) => one.target === target);
    const ended = (['sent', 'dead', 'skipped'] as const).map((result) => ({
      labels: { target, result },
      value: own.find(({ state }) => state === result)?.count ?? 0,
    }));
    const retries = own.reduce((sum, one) => sum + one.retries, 0);
    return [...ended, { labels: { target, result: 'retried' }, value: retries }];
  });
}

/** Of the fold generation that is being built; 1 when none is. */
function foldDoneRatio({ generations }: Snapshot): number {
  const building = generations.filter(({ kind, state }) => kind === 'fold' && state === 'building');
  return Math.min(1, ...building.map(({ doneRatio }) => doneRatio));
}
