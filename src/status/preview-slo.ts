import type { RaisedAlert } from '../alert/alert-evaluator.ts';
import { addCounts } from '../budget/budget-sums.ts';
import type { Counts, EventIndicator, Objective } from '../model/objective.ts';
import type { Viewer } from '../model/viewer.ts';
import type { SloStatus } from '../slo/slo-status.ts';
import type { MinuteCounts } from '../store/event/count-minutes.ts';
import type { SloEventView } from '../store/read/list-slo-events.ts';
import type { ReadDoor } from '../store/read/read-door.ts';
import { windowBounds } from '../time/window-bounds.ts';
import { backtestAlerts, backtestFrom } from './alert-view.ts';
import { readSloStatus, type SloStatusStore } from './read-slo-status.ts';

/** What an objective would say of the events that are stored. */
export interface SloPreview {
  readonly status: SloStatus;
  /** Each UTC day of the window in which an event got a verdict; `at` is its start, ms. */
  readonly days: readonly ({ readonly at: number } & Counts)[];
  /** The newest bad events of the window. */
  readonly bad: readonly SloEventView[];
  /** The alerts that its policies would have raised in the window. */
  readonly alerts: readonly RaisedAlert[];
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
const mostBad = 100;
const noCounts: Counts = { good: 0, bad: 0, excluded: 0 };

/**
 * Judges the stored events by an objective that is not deployed. Every number is what the objective would show once it is deployed and its
 * past is judged; nothing is written.
 *
 * @param graceMs how long after its deadline an event without a result is waited for
 */
export async function previewSlo(
  read: Pick<ReadDoor, 'judgeMinutes' | 'listJudgedBad'>,
  viewer: Viewer,
  objective: Objective & { readonly indicator: EventIndicator },
  { now, graceMs }: { readonly now: number; readonly graceMs: number },
): Promise<SloPreview> {
  const { indicator } = objective;
  const { from } = windowBounds(objective.window, now);
  const time = { now, graceMs };
  const until = now + minuteMs;
  const earliest = Math.min(from, backtestFrom(objective, from, now));
  const judged = await read.judgeMinutes(viewer, indicator, { ...time, from: earliest, to: until });
  // What reaches further back than the window and the alerts in it, as a burn window of a short SLO may, is judged when it is asked for.
  const judge = async (since: number, to: number): Promise<readonly MinuteCounts[]> =>
    since < earliest ? read.judgeMinutes(viewer, indicator, { ...time, from: since, to }) : between(judged, since, to);
  const minutes = between(judged, from, until);
  const pending = minutes.reduce((sum, minute) => sum + minute.pending, 0);
  const store: SloStatusStore = {
    readSloCounts: async (_viewer, windows) => {
      if (windows.length === 0) return [];
      const counted = await judge(
        Math.min(...windows.map((window) => window.from)),
        Math.max(...windows.map((window) => window.to)),
      );
      return windows.map((window) => ({
        ...window,
        ...between(counted, window.from, window.to).reduce<Counts>(addCounts, noCounts),
      }));
    },
    readSloMinutes: async (_viewer, window, steps = { stepMs: minuteMs, origin: 0 }) =>
      sumBySteps(await judge(window.from, window.to), steps.stepMs, steps.origin),
    readPending: async () => new Map([[objective.name, pending]]),
    readSourceStandings: async () => [],
  };
  const [reading] = await readSloStatus(store, viewer, [objective], now);
  const [bad, { alerts }] = await Promise.all([
    read.listJudgedBad(viewer, indicator, { ...time, from, to: until }, mostBad),
    backtestAlerts(store, viewer, objective, from, now),
  ]);
  return {
    // One objective has one reading.
    status: (reading as NonNullable<typeof reading>).status,
    days: sumBySteps(minutes, dayMs, 0),
    bad,
    alerts,
  };
}

function between(minutes: readonly MinuteCounts[], from: number, to: number): readonly MinuteCounts[] {
  return minutes.filter(({ at }) => at >= from && at < to);
}

/** Sums of steps of `stepMs` from `origin` on, in order; a step in which nothing got a verdict is left out. */
function sumBySteps(
  minutes: readonly MinuteCounts[],
  stepMs: number,
  origin: number,
): readonly ({ readonly at: number } & Counts)[] {
  const sums = new Map<number, Counts>();
  for (const minute of minutes) {
    if (minute.good + minute.bad + minute.excluded === 0) continue;
    const at = Math.floor((minute.at - origin) / stepMs) * stepMs + origin;
    sums.set(at, addCounts(sums.get(at) ?? noCounts, minute));
  }
  return [...sums].map(([at, counts]) => ({ at, ...counts }));
}
