import { excludedStretches } from '../budget/exclusion/exclusion.ts';
import { type BubbleUp, bubbleUp } from '../compare/bubble-up.ts';
import { buildCohorts, type ComparedEvent } from '../compare/build-cohorts.ts';
import { columns } from '../event/columns.ts';
import type { EventIndicator, Objective, SloValue } from '../model/objective.ts';
import type { Viewer } from '../model/viewer.ts';
import { annotationsOf } from '../slo/slo-annotations.ts';
import type { ComparedEventRow, ComparedQuestion } from '../store/read/read-compared-events.ts';
import type { ReadDoor } from '../store/read/read-door.ts';
import type { Bounds } from '../time/window-bounds.ts';
import { type ComparedDimensions, chooseDimensions, leavesOf, type When } from './compared-dimensions.ts';

/** What is read to compare events. */
export type BubbleUpReads = Pick<ReadDoor, 'readComparedEvents' | 'readSloCounts' | 'readInstanceCounts'>;

/** What is asked of an objective's bad events. [from, to) is of the events' own times, ms. */
export interface BubbleUpQuestion extends Bounds, Pick<ComparedQuestion, 'instance'> {
  /** null: the usual ones. */
  readonly dimensions: readonly string[] | null;
  readonly limit: number;
}

/** Compares the bad events of an objective with its good ones. */
export type Compare = (viewer: Viewer, objective: Objective, question: BubbleUpQuestion) => Promise<BubbleUpReading>;

/** What stands out, with what was left out. */
export interface BubbleUpReading extends Omit<BubbleUp, 'message'> {
  /** The share of the good events that was compared. */
  readonly sampledRatio: number;
  readonly hidden: readonly string[];
  readonly message: BubbleUp['message'] | 'no events to compare';
}

/** Why nothing is found, as a sentence. */
export const bubbleUpSentences: Readonly<Record<NonNullable<BubbleUpReading['message']>, string>> = {
  'too few to say': 'Too few to say: bad events of at least three commits are needed.',
  'nothing stands out': 'Nothing stands out: bad and good events look alike.',
  'no events to compare': 'This SLO counts minutes, so there are no events to compare.',
};

const mostGood = 200_000;
/** Of the paths in JSON so many are compared, those that most events have. */
const mostPaths = 200;
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/**
 * Finds what the bad events of an objective have in common and its good ones have not. Bad events that maintenance excludes count in neither.
 *
 * @throws CisloError bad_request for a dimension that is none
 */
export async function readBubbleUp(
  read: BubbleUpReads,
  viewer: Viewer,
  objective: Objective,
  { from, to, dimensions, limit, instance }: BubbleUpQuestion,
): Promise<BubbleUpReading> {
  const { indicator } = objective;
  if (indicator.eventType === 'measured')
    return { bad: 0, good: 0, items: [], sampledRatio: 1, hidden: [], message: 'no events to compare' };
  const chosen = chooseDimensions(indicator, dimensions);
  const sampledRatio = await sampleOf(read, viewer, objective.name, { from, to, instance });
  const question = { columns: chosen.columns, from, to, sampledRatio, instance };
  const events = await read.readComparedEvents(viewer, objective.name, question);
  const excluded = excludedStretches(annotationsOf(objective).exclusions, from, to);
  const counted = events.filter(({ isBad, at }) => !isBad || !excluded.some((one) => one.from <= at && at < one.to));
  const { names, compared } = toCompared(indicator, chosen, counted);
  return { ...bubbleUp(buildCohorts(names, compared, chosen.when), { limit }), sampledRatio, hidden: chosen.hidden };
}

/** Good events are many: of more than 200,000 a part is compared. */
async function sampleOf(
  read: BubbleUpReads,
  viewer: Viewer,
  slo: string,
  { from, to, instance }: Bounds & Pick<BubbleUpQuestion, 'instance'>,
): Promise<number> {
  const counts =
    instance === undefined
      ? await read.readSloCounts(viewer, [{ slo, from, to }])
      : await read.readInstanceCounts(viewer, { slo, ...instance }, [{ from, to }]);
  const good = counts.reduce((sum, count) => sum + count.good, 0);
  return good > mostGood ? mostGood / good : 1;
}

/** Events with a value for each dimension. */
function toCompared(
  indicator: EventIndicator,
  { columns: read, when, paths, hidden }: ComparedDimensions,
  rows: readonly ComparedEventRow[],
): { readonly names: readonly string[]; readonly compared: readonly ComparedEvent[] } {
  const types = new Map(columns[indicator.eventType].map(({ name, type }) => [name, type]));
  const plain = read.flatMap((name, index) =>
    types.get(name) === 'json' ? [] : [{ name, index, type: types.get(name) }],
  );
  const dataAt = read.findIndex((name) => types.get(name) === 'json');
  const leaves = dataAt < 0 ? [] : rows.map((row) => new Map(leavesOf(jsonOf(row.values[dataAt]))));
  const compare = paths ?? commonPaths(leaves, hidden);
  return {
    names: [...plain.map(({ name }) => name), ...compare, ...when],
    compared: rows.map((row, place) => ({
      isBad: row.isBad,
      cluster: row.cluster,
      values: [
        ...plain.map(({ index, type }) => told(row.values[index] ?? null, type === 'time')),
        ...compare.map((path) => leaves[place]?.get(path) ?? null),
        ...when.map((name) => whenOf(name, row.at)),
      ],
    })),
  };
}

function jsonOf(text: ComparedEventRow['values'][number] | undefined): SloValue {
  return typeof text === 'string' ? JSON.parse(text) : null;
}

/** Times come as milliseconds. */
function told(value: ComparedEventRow['values'][number], isTime: boolean): string | null | readonly string[] {
  return isTime && typeof value === 'string' ? new Date(Number(value)).toISOString() : value;
}

function commonPaths(leaves: readonly ReadonlyMap<string, unknown>[], hidden: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const each of leaves) for (const path of each.keys()) counts.set(path, (counts.get(path) ?? 0) + 1);
  return [...counts]
    .filter(([path]) => !hidden.includes(path))
    .sort(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1))
    .slice(0, mostPaths)
    .map(([path]) => path);
}

function whenOf(name: When, at: number): string {
  const time = new Date(at);
  return name === 'hour' ? `${String(time.getUTCHours()).padStart(2, '0')}:00` : (weekdays[time.getUTCDay()] as string);
}
