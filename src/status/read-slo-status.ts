import { countedObjectives, membersOf } from '../model/counted-objectives.ts';
import type { Counts, Objective } from '../model/objective.ts';
import type { Viewer } from '../model/viewer.ts';
import { compositeStatus } from '../slo/composite-status.ts';
import { type ComputedStatus, computeStatus, type StatusCounts } from '../slo/compute-status.ts';
import type { SloStatus } from '../slo/slo-status.ts';
import { statusQuestion } from '../slo/status-question.ts';
import { statusSteps, statusWindows } from '../slo/status-windows.ts';
import type { ReadDoor } from '../store/read/read-door.ts';

/** One objective now. */
export interface SloReading {
  readonly objective: Objective;
  readonly status: SloStatus;
  /** Length of the objective's own window, ms; of the current one when it follows the calendar. */
  readonly windowMs: number;
  /** What settled in each of the burn windows, those among them that only alert policies name; the burn rate is null without events. */
  readonly windows: readonly { readonly window: string; readonly counts: Counts; readonly burnRate: number | null }[];
}

/** What a status is read from. */
export type SloStatusStore = Pick<ReadDoor, 'readSloCounts' | 'readSloMinutes' | 'readSourceStandings' | 'readPending'>;

/**
 * Reads the status of every given objective, in their order: with two queries together, and one for each that counts slices. Objectives
 * that the viewer may not see have no events.
 */
export async function readSloStatus(
  store: SloStatusStore,
  viewer: Viewer,
  objectives: readonly Objective[],
  now: number,
): Promise<readonly SloReading[]> {
  const questions = objectives.flatMap(countedObjectives).map((objective) => statusQuestion(objective, now));
  const [windows, pending, sources, steps] = await Promise.all([
    store.readSloCounts(viewer, statusWindows(questions)),
    store.readPending(viewer),
    objectives.some(({ indicator }) => indicator.eventType === 'measured') ? store.readSourceStandings(viewer) : [],
    Promise.all(
      questions.map((question) => {
        const wanted = statusSteps(question);
        return wanted === null ? [] : store.readSloMinutes(viewer, wanted, wanted);
      }),
    ),
  ]);
  const counted = new Map(
    questions.map((question, index) => {
      const { name } = question.objective;
      const source = sources.find(({ slo }) => slo === name) ?? null;
      const counts: StatusCounts = {
        windows: windows.filter(({ slo }) => slo === name),
        steps: steps[index] ?? [],
        pending: pending.get(name) ?? source?.pending ?? 0,
        source,
      };
      return [name, { counts, computed: computeStatus(question, counts, now) }];
    }),
  );
  return objectives.map((objective) => {
    const members = membersOf(objective)?.map((member) => ({
      member,
      ...(counted.get(member.objective.name) as Counted),
    }));
    const computed =
      members === undefined
        ? (counted.get(objective.name) as Counted).computed
        : compositeStatus(objective, members, now);
    return {
      objective,
      status: computed.status,
      windowMs: computed.status.window_seconds * 1000,
      windows: Object.entries(computed.windows).map(([window, counts]) => ({
        window,
        counts,
        burnRate: computed.burnRates[window] ?? null,
      })),
    };
  });
}

/** What was counted for an objective, and how it stands. */
interface Counted {
  readonly counts: StatusCounts;
  readonly computed: ComputedStatus;
}
