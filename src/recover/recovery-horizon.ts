import type { RecoveryOptions } from './recovery-options.ts';

/** How far back recovery looks, ms: as long as GitHub keeps deliveries, and not longer than we keep ours. */
export function recoveryHorizon({ client, config }: Pick<RecoveryOptions, 'client' | 'config'>, now: number): number {
  return now - Math.min(client.retentionMs, config.retention.days * 86_400_000);
}
