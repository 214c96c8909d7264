import type { Bounds } from '../../time/window-bounds.ts';
import { type PeriodReport, type ReportedSlo, rankTasks } from './report.ts';

/** The report as the API and `cislo report --format json` write it. */
export function reportJson(report: PeriodReport) {
  const { period, until, services, slowest, flaky, toil, teamSize } = report;
  return {
    period: period.name,
    unit: period.unit,
    time_zone: period.timeZone,
    ...stretch(period),
    until: time(until),
    services: services.map(({ name, slos, toilPercent }) => ({
      name,
      toil_percent: toilPercent,
      toil_hours: teamSize === null ? null : (toilPercent / 100) * 40 * teamSize,
      automation_hours: teamSize === null ? null : (1 - toilPercent / 100) * 40 * teamSize,
      slos: slos.map(sloJsonOf),
    })),
    tasks: rankTasks(report).map(({ expectedSli, ...task }) => ({ ...task, expected_sli: expectedSli })),
    slowest: slowest.map(({ medianMs, p95Ms, ...job }) => ({
      ...job,
      median_seconds: medianMs / 1000,
      p95_seconds: p95Ms / 1000,
    })),
    flaky: flaky.map(({ lostMs, ...job }) => ({ ...job, lost_seconds: lostMs / 1000 })),
    toil: { reruns: toil.reruns, after_errors: toil.afterErrors, waited_seconds: toil.waitedMs / 1000 },
  };
}

function sloJsonOf(slo: ReportedSlo) {
  const { id, displayName, owner, target, method, good, bad, excluded, sli, status, cohort } = slo;
  return {
    id,
    display_name: displayName,
    owner,
    ...{ target, method, good, bad, excluded, sli, status, cohort },
    budget_remaining_ratio: slo.budgetRemainingRatio,
    event_weight: slo.weight,
    weeks: slo.weeks.map(({ budgetSpentRatio, good: own, bad: worse, ...week }) => ({
      ...stretch(week),
      good: own,
      bad: worse,
      budget_spent_ratio: budgetSpentRatio,
    })),
    incidents: slo.incidents.map(({ start, end, bad: worse, budgetUsedRatio }) => ({
      start: time(start),
      end: end === null ? null : time(end),
      bad: worse,
      budget_used_ratio: budgetUsedRatio,
    })),
    maintenance: slo.maintenance.map((one) => ({ ...stretch(one), reason: one.reason })),
    trend: slo.trend.map((one) => ({ ...one })),
    causes: [...slo.causes],
  };
}

function stretch({ from, to }: Bounds) {
  return { from: time(from), to: time(to) };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
