import type { RaisedAlert } from '../alert/alert-evaluator.ts';
import { addCounts } from '../budget/budget-sums.ts';
import { countedObjectives } from '../model/counted-objectives.ts';
import type { Counts, Objective } from '../model/objective.ts';
import type { Viewer } from '../model/viewer.ts';
import type { SloStatus } from '../slo/slo-status.ts';
import type { MinuteCounts } from '../store/event/count-minutes.ts';
import type { SloEventView } from '../store/read/list-slo-events.ts';
import { windowBounds } from '../time/window-bounds.ts';
import { backtestAlerts, backtestFrom } from './alert-view.ts';
import type { PreviewReads, PreviewTime } from './preview-reads.ts';
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
 * Counts by an objective that is not deployed. Every number is what the objective would show once it is deployed and its past is counted;
 * nothing is written.
 *
 * @param readsOf where what is counted is read from: of a composite for each member
 */
export async function previewSlo(
  readsOf: (counted: Objective) => PreviewReads,
  viewer: Viewer,
  objective: Objective,
  { now }: PreviewTime,
): Promise<SloPreview> {
  const { from } = windowBounds(objective.window, now);
  const until = now + minuteMs;
  const earliest = Math.min(from, backtestFrom(objective, from, now));
  const parts = new Map<string, CountedPart>();
  for (const counted of countedObjectives(objective))
    parts.set(counted.name, await readPart(readsOf(counted), { from, until, earliest }));
  const minutesOf = async (slo: string, since: number, to: number): Promise<readonly MinuteCounts[]> => {
    const part = parts.get(slo);
    if (part === undefined) return [];
    // What reaches further back than the window and the alerts in it, as a burn window of a short SLO may, is read when it is asked for.
    return since < earliest ? part.reads.minutes(since, to) : between(part.minutes, since, to);
  };
  const store: SloStatusStore = {
    readSloCounts: async (_viewer, windows) => {
      const wholes = new Map<string, readonly MinuteCounts[]>();
      for (const slo of new Set(windows.map((window) => window.slo))) {
        const own = windows.filter((window) => window.slo === slo);
        const since = Math.min(...own.map((window) => window.from));
        wholes.set(slo, await minutesOf(slo, since, Math.max(...own.map((window) => window.to))));
      }
      return windows.map((window) => ({
        ...window,
        ...between(wholes.get(window.slo) ?? [], window.from, window.to).reduce<Counts>(addCounts, noCounts),
      }));
    },
    readSloMinutes: async (_viewer, window, steps = { stepMs: minuteMs, origin: 0 }) =>
      sumBySteps(await minutesOf(window.slo, window.from, window.to), steps.stepMs, steps.origin),
    readPending: async () => new Map([...parts].map(([slo, { pending }]) => [slo, pending])),
    readSourceStandings: async () => [],
  };
  const [reading] = await readSloStatus(store, viewer, [objective], now);
  const { alerts } = await backtestAlerts(store, viewer, objective, from, now);
  const all = [...parts.values()];
  return {
    // One objective has one reading.
    status: (reading as NonNullable<typeof reading>).status,
    days: sumBySteps(
      all.flatMap(({ minutes }) => between(minutes, from, until)).sort((one, other) => one.at - other.at),
      dayMs,
      0,
    ),
    bad: all
      .flatMap(({ bad }) => bad)
      .sort((one, other) => other.at - one.at)
      .slice(0, mostBad),
    alerts,
  };
}

/** What was read of one counted objective. */
interface CountedPart {
  readonly reads: PreviewReads;
  readonly minutes: readonly MinuteCounts[];
  readonly pending: number;
  readonly bad: readonly SloEventView[];
}

async function readPart(
  reads: PreviewReads,
  { from, until, earliest }: { readonly from: number; readonly until: number; readonly earliest: number },
): Promise<CountedPart> {
  const minutes = await reads.minutes(earliest, until);
  const own = between(minutes, from, until).reduce((sum, minute) => sum + minute.pending, 0);
  return {
    reads,
    minutes,
    pending: (await reads.pending()) ?? own,
    bad: await reads.bad(from, until, mostBad),
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
