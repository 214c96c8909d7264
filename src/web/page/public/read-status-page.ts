import { type Incident, mergeIncidents } from '../../../alert/merge-incidents.ts';
import type { StatusPageSettings } from '../../../config/config.ts';
import type { Viewer } from '../../../model/viewer.ts';
import type { SloStatusWord } from '../../../slo/slo-status.ts';
import { readSloStatus, type SloReading, type SloStatusStore } from '../../../status/read-slo-status.ts';
import type { ReadDoor } from '../../../store/read/read-door.ts';
import { type CountedDay, dayMs, daysOf } from '../browse/count-days.ts';

/** Everything on the public status page. */
export interface StatusPageReading {
  /** Milliseconds. */
  readonly now: number;
  readonly readings: readonly (SloReading & { readonly days: readonly CountedDay[] })[];
  /** The incidents of the last 90 days, newest first. */
  readonly incidents: readonly Incident[];
  /** The worst of all. */
  readonly worst: SloStatusWord;
  readonly settings: StatusPageSettings;
}

/** The days whose incidents and shares are shown. */
export const statusPageDays = 90;
const urgency: readonly SloStatusWord[] = ['exhausted', 'critical', 'warning', 'attention', 'healthy', 'no_data'];

/**
 * Reads what everybody may see of the chosen SLOs: the numbers over all repositories, and nothing that names one. Whoever asks sees the
 * same, because the page is made for everyone.
 */
export async function readStatusPage(
  read: SloStatusStore & Pick<ReadDoor, 'readObjectives' | 'readRaisedAlerts' | 'readSloDays'>,
  slos: readonly string[],
  settings: StatusPageSettings,
  now: number,
): Promise<StatusPageReading> {
  const everyone: Viewer = { kind: 'everyone', slos, repositories: [] };
  const objectives = await read.readObjectives(everyone);
  const from = Math.floor(now / dayMs) * dayMs - (statusPageDays - 1) * dayMs;
  const names = objectives.map(({ name }) => name);
  const [readings, counts, raised] = await Promise.all([
    readSloStatus(read, everyone, objectives, now),
    read.readSloDays(everyone, names, { from, to: now }),
    read.readRaisedAlerts(everyone, now - statusPageDays * dayMs, now),
  ]);
  const words = readings.map(({ status }) => status.status);
  return {
    now,
    readings: readings.map((reading) => ({
      ...reading,
      days: daysOf(
        counts.filter(({ slo }) => slo === reading.objective.name),
        from,
        now,
      ),
    })),
    incidents: mergeIncidents(raised),
    worst: urgency.find((word) => words.includes(word)) ?? 'no_data',
    settings,
  };
}
