import { type BubbleUp, bubbleUp } from '../compare/bubble-up.ts';
import { CohortBuilder } from '../compare/build-cohorts.ts';
import type { Cohorts } from '../compare/cohorts.ts';
import { isNull, type PackedEvent, PackedParts } from '../compare/packed-event.ts';
import type { ColumnValue, ValueColumn } from '../compare/value-column.ts';
import type { ColumnType } from '../condition/column.ts';
import { columns } from '../event/columns.ts';
import type { EventIndicator, Objective } from '../model/objective.ts';
import type { Viewer } from '../model/viewer.ts';
import { maintenanceOf } from '../slo/maintenance-of.ts';
import type { ComparedQuestion } from '../store/read/read-compared-events.ts';
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
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);
/** The epoch was a Thursday. */
const weekdays = ['Thursday', 'Friday', 'Saturday', 'Sunday', 'Monday', 'Tuesday', 'Wednesday'];

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
  const excluded = maintenanceOf(objective, { from, to });
  const cohorts = cohortsOf(indicator, chosen, events, excluded);
  return { ...bubbleUp(cohorts, { limit }), sampledRatio, hidden: chosen.hidden };
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

/** A column that is read, and the place of its value in an event. */
interface ReadColumn {
  readonly name: string;
  readonly place: number;
  readonly type: ColumnType;
}

/** The events by their dimensions: columns, then what stands in JSON, then when they were. */
function cohortsOf(
  indicator: EventIndicator,
  { columns: read, when, paths, hidden }: ComparedDimensions,
  events: readonly PackedEvent[],
  excluded: readonly Bounds[],
): Cohorts {
  const types = new Map(columns[indicator.eventType].map(({ name, type }) => [name, type]));
  const all: readonly ReadColumn[] = read.map((name, place) => ({ name, place, type: types.get(name) ?? 'text' }));
  const plain = all.filter(({ type }) => type !== 'json');
  const dataAt = all.find(({ type }) => type === 'json')?.place ?? null;
  const parts = new PackedParts(read.length);
  const leaves = dataAt === null ? [] : events.map((event) => leavesIn(event, parts, dataAt));
  const compared = paths ?? commonPaths(leaves, hidden);
  const cohorts = new CohortBuilder([...plain.map(({ name }) => name), ...compared, ...when], events.length, when);
  const own = cohorts.columns.slice(0, plain.length);
  const ofPaths = cohorts.columns.slice(plain.length, plain.length + compared.length);
  const ofTimes = cohorts.columns.slice(plain.length + compared.length);
  for (const [place, event] of events.entries()) {
    parts.read(event);
    const { isBad, at } = parts;
    if (isBad && excluded.some((one) => one.from <= at && at < one.to)) continue;
    cohorts.begin(isBad, parts.cluster);
    // Indices, since this runs millions of times.
    for (let index = 0; index < plain.length; index += 1)
      addValue(own[index] as ValueColumn, event, parts, plain[index] as ReadColumn);
    for (let index = 0; index < compared.length; index += 1)
      ofPaths[index]?.add(leaves[place]?.get(compared[index] as string) ?? null);
    for (let index = 0; index < when.length; index += 1) ofTimes[index]?.add(whenOf(when[index] as When, at));
  }
  return cohorts.build();
}

function addValue(column: ValueColumn, event: PackedEvent, parts: PackedParts, { place, type }: ReadColumn): void {
  if (!parts.isWhole) {
    column.add(null);
    return;
  }
  const start = parts.starts[place] as number;
  const end = (parts.starts[place + 1] as number) - 1;
  // Times come as milliseconds.
  if (type === 'time' && !event.startsWith(isNull, start))
    column.add(new Date(Number(event.slice(start, end))).toISOString());
  else column.addPart(event, start, end, type.endsWith('[]'));
}

/** What stands in the JSON of an event, by path. */
function leavesIn(event: PackedEvent, parts: PackedParts, place: number): ReadonlyMap<string, ColumnValue> {
  parts.read(event);
  const start = parts.starts[place] as number;
  if (!parts.isWhole || event.startsWith(isNull, start)) return new Map();
  return new Map(leavesOf(JSON.parse(event.slice(start, (parts.starts[place + 1] as number) - 1))));
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
  const [names, stepMs] = name === 'hour' ? [hours, hourMs] : [weekdays, dayMs];
  // Times before the epoch are below 0.
  const place = Math.floor(at / stepMs) % names.length;
  return names[(place + names.length) % names.length] as string;
}
