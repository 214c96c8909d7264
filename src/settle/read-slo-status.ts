import type { Counts, Objective } from '../model/objective.ts';
import type { BurnWindow } from '../slo/alert-pairs.ts';
import { computeStatus } from '../slo/compute-status.ts';
import type { SloStatus } from '../slo/slo-status.ts';
import { statusWindows } from '../slo/status-windows.ts';
import { calendarWindow } from '../slo/window-bounds.ts';
import type { Store } from '../store/store.ts';

/** One objective now. */
export interface SloReading {
  readonly objective: Objective;
  readonly status: SloStatus;
  /** Length of the objective's own window, ms; of the current one when it follows the calendar. */
  readonly windowMs: number;
  /** What settled in each of the burn windows. */
  readonly windows: readonly { readonly window: BurnWindow; readonly counts: Counts }[];
}

/** What a status is read from. */
export type SloStatusStore = Pick<Store, 'readSloCounts' | 'readPending'>;

/** Reads the status of every given objective with two queries, in their order. */
export async function readSloStatus(
  store: SloStatusStore,
  objectives: readonly Objective[],
  now: number,
): Promise<readonly SloReading[]> {
  const stretches = statusWindows(objectives, now);
  const [counted, pending] = await Promise.all([
    store.readSloCounts(stretches.map(({ slo, from, to }) => ({ slo, from, to }))),
    store.readPending(),
  ]);
  return objectives.map((objective) => ({
    objective,
    status: computeStatus(objective, counted, pending.get(objective.name) ?? 0, now),
    windowMs: windowMs(objective, now),
    windows: stretches.flatMap(({ slo, window, from, to }) => {
      if (slo !== objective.name || window === 'slo') return [];
      const counts = counted.find((row) => row.slo === slo && row.from === from && row.to === to);
      return [{ window, counts: counts ?? { good: 0, bad: 0, excluded: 0 } }];
    }),
  }));
}

function windowMs({ window }: Objective, now: number): number {
  if (window.type === 'rolling') return window.ms;
  const { from, to } = calendarWindow(window, now);
  return to - from;
}
