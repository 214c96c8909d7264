import { membersOf } from '../../model/counted-objectives.ts';
import type { Objective } from '../../model/objective.ts';
import { mayEdit, type Viewer } from '../../model/viewer.ts';
import { type AlertView, readAlerts } from '../../status/alert-view.ts';
import { readSloStatus, type SloReading, type SloStatusStore } from '../../status/read-slo-status.ts';
import type { GenerationView } from '../../store/generation/read-generations.ts';
import type { ReadDoor } from '../../store/read/read-door.ts';
import type { Freshness } from '../../store/read/view.ts';
import { groupBy } from '../../track/group-by.ts';
import { type CountedDay, dayMs, daysOf } from './browse/count-days.ts';
import { type OpenRows, readOpenRows } from './read-open-rows.ts';

/** What the page reads from. */
export type PageStore = SloStatusStore &
  Pick<
    ReadDoor,
    | 'listRuns'
    | 'listRevisions'
    | 'readObjectives'
    | 'readOpenJobs'
    | 'readOverdueJobs'
    | 'readRevisionsWithoutStatus'
    | 'readFreshness'
    | 'readGenerations'
    | 'readAlertStates'
    | 'readSloDays'
  >;

/** Everything on the overview that a viewer may see. */
export interface Overview {
  /** Milliseconds. */
  readonly now: number;
  readonly freshness: Freshness;
  readonly readings: readonly SloReading[];
  /** What each objective counted on each of the last 30 days, by its name. */
  readonly days: ReadonlyMap<string, readonly CountedDay[]>;
  readonly alerts: readonly AlertView[];
  /** What is current and what is being built. */
  readonly generations: readonly GenerationView[];
  /** Rows of repositories; null for a viewer who sees none. */
  readonly rows: OpenRows | null;
  /** Not a single job run or revision is known yet, and the viewer could see one. */
  readonly isEmpty: boolean;
  /** The viewer may store SLOs. */
  readonly mayEdit: boolean;
  /** The viewer is not everyone. */
  readonly isPrivate: boolean;
}

const shown = 10;
const stripDays = 30;

/** Reads the overview, all at once; its freshness first, so that it promises no more than the rows have. Rejects when the database does not answer. */
export async function readOverview(read: PageStore, viewer: Viewer, now: number): Promise<Overview> {
  const freshness = await read.readFreshness(viewer, now);
  const isPrivate = viewer.kind !== 'everyone';
  const seesRows = isPrivate || viewer.repositories.length > 0;
  const objectives = await read.readObjectives(viewer);
  const [readings, days, alerts, generations, rows, isEmpty] = await Promise.all([
    readSloStatus(read, viewer, objectives, now),
    readDays(
      read,
      viewer,
      objectives.filter((one) => membersOf(one) === null),
      now,
    ),
    readAlerts(read, viewer, objectives, now),
    read.readGenerations(viewer),
    seesRows ? readOpenRows(read, viewer, now, shown) : null,
    isPrivate ? readIsEmpty(read, viewer) : false,
  ]);
  return { now, freshness, readings, days, alerts, generations, rows, isEmpty, mayEdit: mayEdit(viewer), isPrivate };
}

/** One question for all objectives: a UTC day is a bucket of its own. */
async function readDays(
  read: PageStore,
  viewer: Viewer,
  objectives: readonly Objective[],
  now: number,
): Promise<ReadonlyMap<string, readonly CountedDay[]>> {
  const from = Math.floor(now / dayMs) * dayMs - (stripDays - 1) * dayMs;
  const names = objectives.map(({ name }) => name);
  const counts = groupBy(await read.readSloDays(viewer, names, { from, to: now }), ({ slo }) => slo);
  return new Map(names.map((name) => [name, daysOf(counts.get(name) ?? [], from, now)]));
}

async function readIsEmpty(read: PageStore, viewer: Viewer): Promise<boolean> {
  const pages = await Promise.all([read.listRuns(viewer, { limit: 1 }), read.listRevisions(viewer, { limit: 1 })]);
  return pages.every(({ items }) => items.length === 0);
}
