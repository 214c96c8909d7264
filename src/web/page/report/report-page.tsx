import { dayName } from '../../../act/report/period.ts';
import { type PeriodReport, type ReportedSlo, rankTasks, worstDays } from '../../../act/report/report.ts';
import { minutes, reportSummary, reviewChecklist, share, sloSentence } from '../../../act/report/report-text.ts';
import { DataTable } from '../browse/data-table.tsx';
import { DayBars } from '../browse/day-bars.tsx';
import type { PageFrame } from '../browse/page-frame.ts';
import { BudgetBar } from '../budget-bar.tsx';
import { count, counted, duration, utc } from '../figures.ts';
import { keepUnits } from '../keep-units.ts';
import { Layout } from '../layout.tsx';
import { sloAddress } from '../slo-address.ts';
import { StatusWord } from '../status-word.tsx';
import { WeekBars } from './week-bars.tsx';

interface ReportPageProps extends PageFrame {
  readonly report: PeriodReport;
  /** The query of the page, with `?`, or ''. */
  readonly query: string;
  /** The names of the periods before and after; null: there is none yet. */
  readonly before: string;
  readonly after: string | null;
}

/** A report to be read on the screen or on paper: what happened, what it cost, and what to do next. */
export function ReportPage({ report, query, before, after, assets, identity }: ReportPageProps) {
  const { period, services, slowest, flaky, toil, until } = report;
  const ended = until < period.to ? ` It goes on: these are the numbers up to ${utc(until)}.` : '';
  return (
    <Layout
      title={`Report ${period.name}: cislo`}
      heading={`Service levels of CI, ${period.name}`}
      assets={assets}
      liveSeconds={0}
      identity={identity}
      aside={
        <small>{`${dayName(period.from, period.timeZone)} to ${dayName(period.to - 1, period.timeZone)}, ${period.timeZone}`}</small>
      }
      footer={
        <>
          As data: <a href={`/api/reports/${period.name}${query}`}>JSON</a>,{' '}
          <a href={`/reports/${period.name}.md${query}`}>Markdown</a>
        </>
      }
    >
      <nav aria-label="Periods">
        <a href={`/reports/${before}${query}`}>{before}</a>
        {after === null ? null : <a href={`/reports/${after}${query}`}>{after}</a>}
      </nav>
      <p class="summary">{`${keepUnits(reportSummary(report))}${ended}`}</p>
      {services.map(({ name, slos, toilPercent }) => (
        <section>
          <h2>{name}</h2>
          <p>{`Toil may take ${toilPercent} % of the time${hoursOf(report, toilPercent)}.`}</p>
          {slos.map((slo) => (
            <SloReport slo={slo} timeZone={period.timeZone} />
          ))}
        </section>
      ))}
      <section>
        <h2>What to do next</h2>
        <DataTable
          label="Tasks"
          columns={[
            { name: 'Mend' },
            { name: 'SLO' },
            { name: 'Bad', isNumber: true },
            { name: 'Of the budget', isNumber: true },
            { name: 'SLI without', isNumber: true },
            { name: 'Effort' },
          ]}
          rows={rankTasks(report)
            .slice(0, 10)
            .map((task) => ({
              key: `${task.slo} ${task.job} ${task.repository}`,
              cells: [
                <>
                  {task.job}
                  <small>{task.repository}</small>
                </>,
                <a href={sloAddress({ id: task.slo })}>{task.slo}</a>,
                count(task.bad),
                share(task.priority, 1),
                share(task.expectedSli),
                task.effort,
              ],
            }))}
          empty="No job cost a budget anything."
        />
      </section>
      <section>
        <h2>Slowest jobs</h2>
        <DataTable
          label="Slowest jobs"
          columns={[
            { name: 'Job' },
            { name: 'Runs', isNumber: true },
            { name: 'Median', isNumber: true },
            { name: '95 %', isNumber: true },
          ]}
          rows={slowest.map((job) => ({
            key: `${job.repository} ${job.job}`,
            cells: [jobCell(job), count(job.runs), minutes(job.medianMs), minutes(job.p95Ms)],
          }))}
          empty="Too few runs to say."
        />
      </section>
      <section>
        <h2>Failed and passed on the same commit</h2>
        <DataTable
          label="Flaky jobs"
          columns={[{ name: 'Job' }, { name: 'Commits', isNumber: true }, { name: 'Time lost', isNumber: true }]}
          rows={flaky.map((job) => ({
            key: `${job.repository} ${job.job}`,
            cells: [jobCell(job), count(job.commits), minutes(job.lostMs)],
          }))}
          empty="No job did."
        />
        <p>
          {`${counted(toil.reruns, 'run was', 'runs were')} run again, ${count(toil.afterErrors)} of them after an infrastructure error. Jobs waited ${duration(toil.waitedMs)} in queues.`}
        </p>
      </section>
      <section>
        <h2>Review</h2>
        <ul>
          {reviewChecklist(report).map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      </section>
    </Layout>
  );
}

function hoursOf({ teamSize }: PeriodReport, toilPercent: number): string {
  return teamSize === null ? '' : ` (${Math.round((toilPercent / 100) * 40 * teamSize)} hours a week)`;
}

function jobCell({ job, repository }: { readonly job: string; readonly repository: string }) {
  return (
    <>
      {job}
      <small>{repository}</small>
    </>
  );
}

function SloReport({ slo, timeZone }: { readonly slo: ReportedSlo; readonly timeZone: string }) {
  const { id, displayName, status, cohort, incidents, causes, trend, maintenance, budgetRemainingRatio } = slo;
  const worst = worstDays(slo);
  return (
    <article id={id}>
      <h3>
        <a href={sloAddress({ id })}>{displayName}</a> <StatusWord status={status} />
      </h3>
      <p>{keepUnits(sloSentence(slo))}</p>
      <BudgetBar ratio={budgetRemainingRatio} status={status} />
      <DayBars
        days={slo.days.map(({ from: at, ...counts }) => ({ ...counts, at }))}
        target={slo.target}
        label={`${displayName}, day by day`}
      />
      <WeekBars weeks={slo.weeks} timeZone={timeZone} label={displayName} />
      <ul>
        {worst.length === 0 ? null : (
          <li>{`Worst days: ${worst.map(({ from, bad }) => `${dayName(from, timeZone)} (${count(bad)} bad)`).join(', ')}`}</li>
        )}
        <li>{`Before: ${trend.map(({ period, sli }) => `${period} ${share(sli)}`).join(', ')}`}</li>
        {cohort === null ? null : (
          <li>{`Begun in this time: ${count(cohort.good)} good, ${count(cohort.bad)} bad, ${count(cohort.excluded)} excluded, ${count(cohort.pending)} without a verdict`}</li>
        )}
        {causes.map((cause) => (
          <li>{`Bad events have in common: ${cause}`}</li>
        ))}
        {incidents.map(({ start, end, bad, budgetUsedRatio }) => (
          <li>
            {`Incident from ${utc(start)} ${end === null ? 'that goes on' : `for ${duration(end - start)}`}: ${counted(bad, 'bad event')}, ${share(budgetUsedRatio, 1)} of the budget`}
          </li>
        ))}
        {maintenance.map(({ from, to, reason }) => (
          <li>{`Maintenance from ${utc(from)} to ${utc(to)}: ${reason}`}</li>
        ))}
      </ul>
    </article>
  );
}
