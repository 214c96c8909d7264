import { count } from './figures.ts';
import { keepUnits } from './keep-units.ts';
import { openJobPairs } from './open-job-pairs.ts';
import type { OpenRows } from './read-open-rows.ts';
import { RunList } from './run-list.tsx';
import { ScrollRegion } from './scroll-region.tsx';

/** What waits, is queued, runs and is overdue: sums by provider and kind, then the newest runs of each. */
export function OpenJobSection({ rows, now }: { readonly rows: OpenRows; readonly now: number }) {
  const pairs = openJobPairs(rows.openJobs, rows.overdueJobs);
  if (pairs.length === 0)
    return (
      <section>
        <h2>Open jobs</h2>
        <p>None: nothing waits, is queued or runs.</p>
      </section>
    );
  return (
    <section>
      <h2>Open jobs</h2>
      <ScrollRegion label="Open jobs by provider and kind">
        <table>
          <caption>
            {keepUnits('Waiting for a person, queued, running, and builds and tests without an end after 12 h')}
          </caption>
          <thead>
            <tr>
              <th scope="col">Provider</th>
              <th scope="col">Kind</th>
              {['Waiting', 'Queued', 'Running', 'Overdue'].map((name) => (
                <th scope="col" class="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {pairs.map(({ provider, kind, waiting, queued, started, overdue }) => (
              <tr data-key={`${provider} ${kind}`}>
                <th scope="row">{provider}</th>
                <td>{kind}</td>
                {[waiting, queued, started, overdue].map((jobs) => (
                  <td class="number">{count(jobs)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <RunList title="Overdue, newest first" runs={rows.overdueRuns} now={now} />
      <RunList title="Open, newest first" runs={rows.openRuns} now={now} />
    </section>
  );
}
