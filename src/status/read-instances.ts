import { addCounts } from '../budget/budget-sums.ts';
import { selectInstances } from '../budget/instances.ts';
import type { Counts, Objective } from '../model/objective.ts';
import type { Viewer } from '../model/viewer.ts';
import { computeStatus } from '../slo/compute-status.ts';
import { annotationsOf } from '../slo/slo-annotations.ts';
import type { SloStatus } from '../slo/slo-status.ts';
import { statusQuestion } from '../slo/status-question.ts';
import { statusSteps, statusWindows } from '../slo/status-windows.ts';
import type { InstanceCounts, InstanceStep, InstanceValues } from '../store/read/instance-sums.ts';
import type { InstanceReads } from './instance-store.ts';

/** One instance of an SLO. */
export interface InstanceReading {
  /** In the order of the columns; of the instance that holds all those that are not among the busiest: `other`. */
  readonly values: InstanceValues;
  readonly isOther: boolean;
  readonly status: SloStatus;
}

/** What was counted of an instance. */
interface Counted {
  readonly values: InstanceValues;
  /** Good, bad and excluded. */
  readonly events: number;
  readonly windows: readonly InstanceCounts[];
  readonly steps: readonly InstanceStep[];
  readonly pending: number;
}

const none: Counts = { good: 0, bad: 0, excluded: 0 };

/**
 * How every instance of an SLO stands: the busiest 1,000 by themselves, the busiest first, and the rest together as `other`. Each has the target
 * and the window of the SLO.
 */
export async function readInstances(
  read: InstanceReads,
  viewer: Viewer,
  objective: Objective,
  now: number,
): Promise<readonly InstanceReading[]> {
  const grouping = { slo: objective.name, columns: annotationsOf(objective).groupBy };
  const question = statusQuestion(objective, now);
  const wanted = statusSteps(question);
  const [windows, steps, waiting] = await Promise.all([
    read.readInstanceCounts(viewer, grouping, statusWindows([question])),
    wanted === null ? [] : read.readInstanceSteps(viewer, grouping, wanted, wanted),
    read.readInstancePending(viewer, grouping),
  ]);
  const { kept, other } = selectInstances(byInstance(windows, steps, waiting));
  const readingOf = (one: Counted, isOther: boolean): InstanceReading => ({
    values: one.values,
    isOther,
    status: computeStatus(
      question,
      {
        windows: one.windows.map((window) => ({ ...window, slo: objective.name })),
        steps: one.steps,
        pending: one.pending,
      },
      now,
    ).status,
  });
  return [
    ...kept.map((one) => readingOf(one, false)),
    ...(other.length === 0 ? [] : [readingOf(together(other, grouping.columns), true)]),
  ];
}

function byInstance(
  windows: readonly InstanceCounts[],
  steps: readonly InstanceStep[],
  waiting: readonly { readonly values: InstanceValues; readonly count: number }[],
): readonly Counted[] {
  const found = new Map<
    string,
    { values: InstanceValues; windows: InstanceCounts[]; steps: InstanceStep[]; pending: number }
  >();
  const of = (values: InstanceValues) => {
    const key = JSON.stringify(values);
    const known = found.get(key) ?? { values, windows: [], steps: [], pending: 0 };
    found.set(key, known);
    return known;
  };
  for (const row of windows) of(row.values).windows.push(row);
  for (const row of steps) of(row.values).steps.push(row);
  for (const { values, count } of waiting) of(values).pending += count;
  return [...found.values()].map((one) => ({ ...one, events: eventsOf(one) }));
}

/** Of the longest window, which is the SLO's own, or of all steps. */
function eventsOf({ windows, steps }: Pick<Counted, 'windows' | 'steps'>): number {
  const sumOf = ({ good, bad, excluded }: Counts): number => good + bad + excluded;
  return Math.max(0, ...windows.map(sumOf)) + steps.reduce((sum, step) => sum + sumOf(step), 0);
}

function together(instances: readonly Counted[], columns: readonly string[]): Counted {
  const values = columns.map(() => 'other');
  const windows = new Map<string, InstanceCounts>();
  const steps = new Map<number, InstanceStep>();
  for (const one of instances) {
    for (const { from, to, ...counts } of one.windows) {
      const sum = addCounts(windows.get(`${from} ${to}`) ?? none, counts);
      windows.set(`${from} ${to}`, { values, from, to, ...sum });
    }
    for (const { at, ...counts } of one.steps)
      steps.set(at, { values, at, ...addCounts(steps.get(at) ?? none, counts) });
  }
  return {
    values,
    events: instances.reduce((sum, { events }) => sum + events, 0),
    windows: [...windows.values()],
    steps: [...steps.values()].sort((one, other) => one.at - other.at),
    pending: instances.reduce((sum, { pending }) => sum + pending, 0),
  };
}
