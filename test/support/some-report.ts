import { parsePeriod, type ReportPeriod } from '../../src/act/report/period.ts';
import type { PeriodReport, ReportedSlo } from '../../src/act/report/report.ts';

export const november = parsePeriod('2026-11', 'UTC') as ReportPeriod;
const day = 86_400_000;

export const someReportedSlo: ReportedSlo = {
  id: 'build-completion',
  displayName: 'Builds | end',
  service: 'ci',
  owner: 'ada',
  target: 0.98,
  method: 'occurrences',
  good: 97,
  bad: 3,
  excluded: 1,
  sli: 0.97,
  budgetRemainingRatio: -0.5,
  status: 'exhausted',
  weight: 0.5,
  cohort: { good: 90, bad: 3, excluded: 1, pending: 4 },
  weeks: [{ from: november.from, to: november.from + day, good: 97, bad: 3, budgetSpentRatio: 1.5 }],
  days: [
    { from: november.from, to: november.from + day, good: 90, bad: 1, excluded: 0 },
    { from: november.from + day, to: november.from + 2 * day, good: 7, bad: 2, excluded: 0 },
    { from: november.from + 2 * day, to: november.from + 3 * day, good: 0, bad: 0, excluded: 1 },
  ],
  incidents: [
    { start: november.from, end: november.from + day, bad: 2, budgetUsedRatio: 1 },
    { start: november.from + day, end: null, bad: 1, budgetUsedRatio: null },
  ],
  maintenance: [{ from: november.from, to: november.from + day, reason: 'moving' }],
  trend: [{ period: '2026-10', sli: null }],
  causes: ['runner_name = r7'],
  tasks: [
    { job: 'rpm', repository: 'o/r', bad: 2, priority: 1, expectedSli: 0.99, effort: 'M' },
    { job: 'deb', repository: 'o/r', bad: 1, priority: null, expectedSli: null, effort: 'unknown' },
  ],
};

export const someReport: PeriodReport = {
  period: november,
  until: november.to,
  services: [{ name: 'ci', slos: [someReportedSlo], toilPercent: 40 }],
  slowest: [{ job: 'rpm', repository: 'o/r', runs: 9, medianMs: 600_000, p95Ms: 9_000_000 }],
  flaky: [{ job: 'test', repository: 'o/r', commits: 3, lostMs: 90_000 }],
  toil: { reruns: 5, afterErrors: 2, waitedMs: 7_200_000 },
  teamSize: 5,
};
