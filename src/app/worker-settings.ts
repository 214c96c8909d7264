import type { Config } from '../config/config.ts';
import { ownVersions } from '../generation/deployment.ts';
import type { WorkerOptions } from '../worker/worker-options.ts';

/** Takes from the configuration what the worker that folds and settles needs. */
export function workerSettings(config: Config): Pick<
  WorkerOptions,
  'versions' | 'everyMs' | 'retentionDays' | 'minuteDays' | 'labels' | 'notices'
> & {
  readonly offers: NonNullable<WorkerOptions['offers']>;
} {
  const { objectives, rulesData, settle, retention, labels, notices } = config;
  return {
    versions: ownVersions,
    offers: { versions: ownVersions, rules: rulesData, objectives, graceMs: settle.graceMs },
    everyMs: settle.everyMs,
    retentionDays: retention.days,
    minuteDays: retention.minutes,
    notices,
    labels: { repositories: labels.repository.enabled ? labels.repository.max : 0, providers: labels.provider.max },
  };
}
