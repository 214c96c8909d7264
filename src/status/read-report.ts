import { causeText } from '../act/notice/notice.ts';
import { localDaysOf, periodBefore, type ReportPeriod, weeksOf } from '../act/report/period.ts';
import {
  type Effort,
  type PeriodReport,
  type ReportedSlo,
  type ReportTask,
  toilPercentOf,
} from '../act/report/report.ts';
import { mergeIncidents } from '../alert/merge-incidents.ts';
import { errorBudgetRatio } from '../budget/arithmetic.ts';
import type { Minute } from '../budget/minute.ts';
import { targetInForce } from '../budget/phases.ts';
import { countedObjectives } from '../model/counted-objectives.ts';
import { toNumber } from '../model/fraction.ts';
import type { Counts, Objective } from '../model/objective.ts';
import type { Viewer } from '../model/viewer.ts';
import { burnCountsOf } from '../slo/burn-counts-of.ts';
import { maintenanceOf } from '../slo/maintenance-of.ts';
import { annotationsOf } from '../slo/slo-annotations.ts';
import type { ReadDoor } from '../store/read/read-door.ts';
import type { Bounds } from '../time/window-bounds.ts';
import { groupBy } from '../track/group-by.ts';
import { backtestAlerts } from './alert-view.ts';
import type { Compare } from './read-bubble-up.ts';
import { readSloStatus, type SloStatusStore } from './read-slo-status.ts';

/** What a report is read from. */
export type ReportReads = SloStatusStore &
  Pick<ReadDoor, 'readObjectives' | 'readSloMinutes' | 'readInstanceCounts' | 'countCohort' | 'readJobFacts'>;

export interface ReportParts {
  readonly read: ReportReads;
  readonly compare: Compare;
  /** How long after its deadline an event without a result is waited for. */
  readonly graceMs: number;
  readonly settings: ReportSettings;
  /** Our clock, ms. */
  readonly now: number;
}

/** What the configuration says of reports. */
export interface ReportSettings {
  /** null: not said, so toil is told in per cent alone. */
  readonly teamSize: number | null;
  /** By the name of a job. */
  readonly effort: Readonly<Record<string, Exclude<Effort, 'unknown'>>>;
}

const trendPeriods = 3;
const mostCauses = 3;
const mostTasks = 5;
const listed = 10;

/**
 * Reads the report of a period over what a viewer may see. Of a period that goes on it says what is known by now; null: nothing of it has begun.
 *
 * @param service only this one; null: all
 */
export async function readReport(
  parts: ReportParts,
  viewer: Viewer,
  period: ReportPeriod,
  service: string | null,
): Promise<PeriodReport | null> {
  const { read, now, settings } = parts;
  if (period.from >= now) return null;
  const objectives = (await read.readObjectives(viewer)).filter((one) => service === null || one.service === service);
  const slos: ReportedSlo[] = [];
  // One after another: each reads a month of minutes.
  for (const objective of objectives) slos.push(await readReportedSlo(parts, viewer, objective, period));
  const jobs = await read.readJobFacts(viewer, period, listed);
  return {
    period,
    until: Math.min(now, period.to),
    services: [...groupBy(slos, (one) => one.service)].map(([name, own]) => ({
      name,
      slos: own,
      toilPercent: toilPercentOf(own),
    })),
    ...jobs,
    teamSize: settings.teamSize,
  };
}

async function readReportedSlo(
  parts: ReportParts,
  viewer: Viewer,
  objective: Objective,
  period: ReportPeriod,
): Promise<ReportedSlo> {
  const { read, now } = parts;
  const until = Math.min(now, period.to);
  const statusOf = async ({ from: _from, window, to }: ReportPeriod) => {
    const [reading] = await readSloStatus(read, viewer, [{ ...objective, window }], Math.min(now, to - 1));
    return (reading as NonNullable<typeof reading>).status;
  };
  const status = await statusOf(period);
  const minutes = new Map<string, readonly Minute[]>();
  for (const { name } of countedObjectives(objective))
    minutes.set(name, await read.readSloMinutes(viewer, { slo: name, from: period.from, to: until }));
  const counts = burnCountsOf(objective, (name) => minutes.get(name) ?? [], period.from, wholeMinute(until));
  const maintenance = maintenanceOf(objective, { from: period.from, to: until });
  const eventsOf = countEvents([...minutes.values()].flat(), maintenance);
  const whole = counts(period.from, wholeMinute(until));
  const target = targetInForce(annotationsOf(objective).phases, objective.targetDecimal, until);
  const budget = whole === null ? 0 : Number(whole.total) * toNumber(errorBudgetRatio(target));
  const weight = status.event_weight;
  const trend: ReportedSlo['trend'][number][] = [];
  for (let before = periodBefore(period), step = 0; step < trendPeriods; step += 1, before = periodBefore(before))
    trend.push({ period: before.name, sli: (await statusOf(before)).sli });
  const { alerts } = await backtestAlerts(read, viewer, objective, period.from, until);
  const { indicator } = objective;
  return {
    id: objective.name,
    displayName: objective.displayName,
    service: objective.service,
    owner: annotationsOf(objective).owner,
    target: status.target,
    method: status.method,
    ...{ good: status.good, bad: status.bad, excluded: status.excluded },
    sli: status.sli,
    budgetRemainingRatio: status.budget_remaining_ratio,
    status: status.status,
    weight,
    cohort:
      indicator.eventType === 'measured'
        ? null
        : await read.countCohort(viewer, indicator, { from: period.from, to: until, now, graceMs: parts.graceMs }),
    weeks: weeksOf(period)
      .filter(({ from }) => from < until)
      .map(({ from, to }) => {
        const own = counts(from, wholeMinute(Math.min(to, until)));
        const { good, bad } = eventsOf({ from, to });
        return { from, to, good, bad, budgetSpentRatio: budget > 0 && own !== null ? Number(own.bad) / budget : null };
      }),
    days: localDaysOf(period)
      .filter(({ from }) => from < until)
      .map((day) => ({ ...day, ...eventsOf(day) })),
    incidents: mergeIncidents(alerts)
      .map(({ start, end, bad }) => ({ start, end, bad, budgetUsedRatio: weight === null ? null : bad * weight }))
      .reverse(),
    maintenance,
    trend,
    causes: status.bad === 0 ? [] : await readCauses(parts, viewer, objective, { from: period.from, to: until }),
    tasks: await readTasks(parts, viewer, objective, { from: period.from, to: until }, { ...status, weight }),
  };
}

/** Burn counts are of whole minutes. */
function wholeMinute(ms: number): number {
  return Math.ceil(ms / 60_000) * 60_000;
}

/** Counts events of stretches; bad ones within maintenance are excluded. */
function countEvents(minutes: readonly Minute[], maintenance: readonly Bounds[]): (range: Bounds) => Counts {
  const isLifted = (at: number) => maintenance.some(({ from, to }) => from <= at && at < to);
  return ({ from, to }) => {
    const sums = { good: 0, bad: 0, excluded: 0 };
    for (const minute of minutes) {
      if (minute.at < from || minute.at >= to) continue;
      const lifted = minute.bad > 0 && isLifted(minute.at);
      sums.good += minute.good;
      sums.bad += lifted ? 0 : minute.bad;
      sums.excluded += minute.excluded + (lifted ? minute.bad : 0);
    }
    return sums;
  };
}

async function readCauses(
  { compare }: ReportParts,
  viewer: Viewer,
  objective: Objective,
  range: Bounds,
): Promise<readonly string[]> {
  const { items } = await compare(viewer, objective, { ...range, dimensions: null, limit: mostCauses });
  return items.map(({ dimension, value, badShare, goodShare }) => causeText(dimension, value, badShare, goodShare));
}

/** The jobs whose bad events cost most. */
async function readTasks(
  { read, settings }: ReportParts,
  viewer: Viewer,
  objective: Objective,
  range: Bounds,
  { good, bad, weight }: { readonly good: number; readonly bad: number; readonly weight: number | null },
): Promise<readonly ReportTask[]> {
  if (objective.indicator.eventType !== 'job-run' || bad === 0) return [];
  const grouping = { slo: objective.name, columns: ['name', 'repository'] };
  const instances = await read.readInstanceCounts(viewer, grouping, [range]);
  return instances
    .filter((one) => one.bad > 0)
    .sort((one, other) => other.bad - one.bad)
    .slice(0, mostTasks)
    .map(({ values: [job, repository], bad: own }) => ({
      job: job ?? '',
      repository: repository ?? '',
      bad: own,
      priority: weight === null ? null : own * weight,
      expectedSli: (good + own) / (good + bad),
      effort: settings.effort[job ?? ''] ?? 'unknown',
    }));
}
