import { showPercent } from '../../model/show-number.ts';
import { dayName } from './period.ts';
import { type PeriodReport, type ReportedSlo, rankTasks, worstDays } from './report.ts';

const noData = 'no data';

/** A ratio for people. */
export function share(ratio: number | null, places = 2): string {
  return ratio === null ? noData : showPercent(ratio, places);
}

/** What people who decide need in one paragraph. */
export function reportSummary({ services, period }: PeriodReport): string {
  const all = services.flatMap(({ slos }) => slos);
  const counted = all.filter(({ sli }) => sli !== null);
  const missed = counted.filter(({ budgetRemainingRatio: left }) => left !== null && left < 0);
  const silent = all.length - counted.length;
  const names = missed.map(({ displayName }) => displayName).join(', ');
  const quiet = silent === 0 ? '' : ` ${silent} of ${all.length} had no events.`;
  if (counted.length === 0) return `In ${period.name} no SLO had an event.`;
  return missed.length === 0
    ? `In ${period.name} all ${counted.length} SLOs with events kept their target.${quiet}`
    : `In ${period.name} ${missed.length} of ${counted.length} SLOs missed their target: ${names}.${quiet}`;
}

/** What an SLO did, in a sentence. */
export function sloSentence({ good, bad, sli, target, budgetRemainingRatio: left, incidents }: ReportedSlo): string {
  if (sli === null || left === null) return 'No event was good or bad.';
  const kept = left < 0 ? `overspent by ${showPercent(-left, 1)}` : `${showPercent(left, 1)} of it left`;
  const alarms =
    incidents.length === 0 ? 'no incident' : `${incidents.length} incident${incidents.length === 1 ? '' : 's'}`;
  return `${bad} of ${good + bad} events were bad: ${share(sli)} against a target of ${share(target, 4)}. The budget is ${kept}; ${alarms}.`;
}

/** The checklist of a review, each line with who does it. */
export function reviewChecklist({ services }: PeriodReport): readonly string[] {
  return services.flatMap(({ name, slos }) => {
    const owner = [...new Set(slos.flatMap((slo) => slo.owner ?? []))].join(', ') || 'nobody is named';
    const missed = slos.filter(({ budgetRemainingRatio: left }) => left !== null && left < 0);
    return [
      ...missed.map(({ displayName }) => `${name} (${owner}): decide what is done about "${displayName}"`),
      ...slos
        .filter(({ incidents }) => incidents.length > 0)
        .map(({ displayName }) => `${name} (${owner}): write down what caused the incidents of "${displayName}"`),
      `${name} (${owner}): are the targets still right?`,
    ];
  });
}

/** The report as Markdown. */
export function reportMarkdown(report: PeriodReport): string {
  const { period, services, slowest, flaky, toil } = report;
  const lines = [
    `# Service levels of CI: ${period.name}`,
    '',
    reportSummary(report),
    '',
    `From ${dayName(period.from, period.timeZone)} to ${dayName(period.to - 1, period.timeZone)}, ${period.timeZone}.`,
    '',
    ...services.flatMap(({ name, slos, toilPercent }) => [
      `## ${text(name)}`,
      '',
      ...tableOf(
        ['SLO', 'target', 'SLI', 'good', 'bad', 'excluded', 'budget left'],
        slos.map((slo) => [
          slo.displayName,
          share(slo.target, 4),
          share(slo.sli),
          ...[slo.good, slo.bad, slo.excluded].map(String),
          share(slo.budgetRemainingRatio, 1),
        ]),
      ),
      `Toil may take ${toilPercent} % of the time.`,
      '',
      ...slos.flatMap((slo) => sloLines(slo, period.timeZone)),
    ]),
    ...section(
      'What to do next',
      ['task', 'SLO', 'bad events', 'of the budget', 'SLI without', 'effort'],
      rankTasks(report)
        .slice(0, 10)
        .map((task) => [
          `mend ${task.job} in ${task.repository}`,
          task.slo,
          String(task.bad),
          share(task.priority, 1),
          share(task.expectedSli),
          task.effort,
        ]),
    ),
    ...section(
      'Slowest jobs',
      ['job', 'runs', 'median', '95 % took at most'],
      slowest.map(({ job, repository, runs, medianMs, p95Ms }) => [
        `${job} in ${repository}`,
        String(runs),
        minutes(medianMs),
        minutes(p95Ms),
      ]),
    ),
    ...section(
      'Flaky jobs: failed and passed on the same commit',
      ['job', 'commits', 'time lost'],
      flaky.map(({ job, repository, commits, lostMs }) => [
        `${job} in ${repository}`,
        String(commits),
        minutes(lostMs),
      ]),
    ),
    '## Toil',
    '',
    `${toil.reruns} runs were run again, ${toil.afterErrors} of them after an infrastructure error. Jobs waited ${Math.round(toil.waitedMs / 3_600_000)} hours in queues.`,
    '',
    '## Review',
    '',
    ...reviewChecklist(report).map((line) => `- [ ] ${text(line)}`),
    '',
  ];
  return lines.join('\n');
}

function sloLines(slo: ReportedSlo, timeZone: string): readonly string[] {
  const bad = worstDays(slo).map(({ from, bad: count }) => `${dayName(from, timeZone)} (${count} bad)`);
  const trend = slo.trend.map(({ period, sli }) => `${period} ${share(sli)}`);
  return [
    `### ${text(slo.displayName)}`,
    '',
    sloSentence(slo),
    '',
    ...(bad.length === 0 ? [] : [`- Worst days: ${bad.join(', ')}`]),
    ...(trend.length === 0 ? [] : [`- Before: ${trend.join(', ')}`]),
    ...(slo.cohort === null
      ? []
      : [
          `- Begun in this time: ${slo.cohort.good} good, ${slo.cohort.bad} bad, ${slo.cohort.excluded} excluded, ${slo.cohort.pending} without a verdict`,
        ]),
    ...slo.causes.map((cause) => `- Bad events have in common: ${text(cause)}`),
    ...slo.maintenance.map(({ from, to, reason }) => `- Maintenance ${iso(from)} to ${iso(to)}: ${text(reason)}`),
    ...slo.incidents.map(
      ({ start, end, bad: count, budgetUsedRatio }) =>
        `- Incident ${iso(start)} to ${end === null ? 'now' : iso(end)}: ${count} bad events, ${share(budgetUsedRatio, 1)} of the budget`,
    ),
    '',
  ];
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : [`## ${title}`, '', ...tableOf(head, rows)];
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(text).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

/** Names come from other people: none of their characters is a mark of Markdown here. */
function text(value: string): string {
  return value === '---' ? value : value.replace(/[\\`*_[\]<>|#]/g, '\\$&').replace(/\s+/g, ' ');
}

/** A length of time in minutes, or hours where it is long. */
export function minutes(ms: number): string {
  const value = ms / 60_000;
  if (value >= 120) return `${(value / 60).toFixed(1)} h`;
  return value >= 10 ? `${Math.round(value)} min` : `${value.toFixed(1)} min`;
}

function iso(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
