import type { Config } from '../config/config.ts';
import type { WorkerOptions } from '../settle/start-worker.ts';

/** What the settings say to whoever folds, settles or verifies. */
export function workerSettings(
  config: Config,
): Pick<WorkerOptions, 'objectives' | 'rules' | 'rulesHash' | 'graceMs' | 'everyMs' | 'retentionDays'> {
  const { objectives, rules, rulesHash, settle, retention } = config;
  return {
    objectives,
    rules,
    rulesHash,
    graceMs: settle.graceMs,
    everyMs: settle.everyMs,
    retentionDays: retention.days,
  };
}
