import { selectInstances, writeInstance } from '../budget/instances.ts';
import type { Minute } from '../budget/minute.ts';
import type { Objective } from '../model/objective.ts';
import { annotationsOf } from '../slo/slo-annotations.ts';
import type { Db } from '../store/database.ts';
import { readInstanceSteps } from '../store/read/instance-sums.ts';
import type { Bounds } from '../time/window-bounds.ts';

/** An instance with what it counted. */
export interface AlertedInstance {
  /** As `?instance=` writes it. */
  readonly instance: string;
  readonly minutes: readonly Minute[];
}

/**
 * The instances of an objective whose alerts can change: those with enough bad events, and those that are named. At most the busiest 1,000.
 *
 * @param leastBad fewer bad events raise no alert
 * @param named instances with an alert that goes on
 */
export async function readAlertedInstances(
  db: Db,
  objective: Objective,
  range: Bounds,
  leastBad: number,
  named: ReadonlySet<string>,
): Promise<readonly AlertedInstance[]> {
  const { groupBy: columns } = annotationsOf(objective);
  if (columns.length === 0) return [];
  const byInstance = new Map<
    string,
    { values: readonly (string | null)[]; events: number; bad: number; minutes: Minute[] }
  >();
  for (const { values, ...minute } of await readInstanceSteps(db, 'all', { slo: objective.name, columns }, range)) {
    const instance = writeInstance(columns, values);
    const known = byInstance.get(instance) ?? { values, events: 0, bad: 0, minutes: [] };
    byInstance.set(instance, known);
    known.minutes.push(minute);
    known.events += minute.good + minute.bad + minute.excluded;
    known.bad += minute.bad;
  }
  const { kept } = selectInstances([...byInstance].map(([instance, one]) => ({ instance, ...one })));
  const found = kept.filter(({ instance, bad }) => bad >= leastBad || named.has(instance));
  // An alert that goes on is looked at also when its instance has no event any more.
  const silent = [...named].filter((instance) => !byInstance.has(instance));
  return [
    ...found.map(({ instance, minutes }) => ({ instance, minutes })),
    ...silent.map((instance) => ({ instance, minutes: [] })),
  ];
}
