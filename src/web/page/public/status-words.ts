import type { Incident } from '../../../alert/merge-incidents.ts';
import type { SloStatusWord } from '../../../slo/slo-status.ts';
import type { SloReading } from '../../../status/read-slo-status.ts';
import { counted, duration, utc } from '../figures.ts';

/** The whole page in one sentence. */
export function worstSentence(worst: SloStatusWord): string {
  return {
    no_data: 'There is nothing to tell yet: nothing was counted.',
    healthy: 'All service levels are met.',
    attention: 'All service levels are met, and one has used more than half of its error budget.',
    warning: 'A service level is in danger.',
    critical: 'A service level is nearly missed.',
    exhausted: 'A service level is missed.',
  }[worst];
}

/** What this page promises, and what it does not. */
export const noGuarantee = 'These are targets that we measure ourselves by, and no guarantee.';

/** Statuspage's word for how something is. */
export function statuspageWord(status: SloStatusWord): 'operational' | 'degraded_performance' | 'major_outage' {
  if (status === 'exhausted') return 'major_outage';
  return status === 'critical' || status === 'warning' ? 'degraded_performance' : 'operational';
}

/** Statuspage's word for how bad all of it is. */
export function statuspageIndicator(worst: SloStatusWord): 'none' | 'minor' | 'major' | 'critical' {
  if (worst === 'exhausted') return 'critical';
  if (worst === 'critical') return 'major';
  return worst === 'warning' ? 'minor' : 'none';
}

/** An incident in one sentence. */
export function incidentSentence({ start, end, bad }: Incident, reading: SloReading | undefined, now: number): string {
  const name = reading?.objective.displayName ?? 'A service level';
  const lasted = end === null ? `goes on for ${duration(now - start)}` : `lasted ${duration(end - start)}`;
  return `${name}: too many events were bad from ${utc(start)} on; it ${lasted}. ${counted(bad, 'bad event')}.`;
}
