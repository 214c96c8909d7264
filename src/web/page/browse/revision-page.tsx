import type { ExplainedRevision } from '../../../explain/explain-revision-by-id.ts';
import type { RevisionView } from '../../../store/read/view.ts';
import { reportWeights } from '../../../track/explain/explain-revision.ts';
import { duration, utc } from '../figures.ts';
import { Layout } from '../layout.tsx';
import { Link } from '../link.tsx';
import { DataTable } from './data-table.tsx';
import type { PageFrame } from './page-frame.ts';
import { ReportedTimeline } from './reported-timeline.tsx';
import { VerdictList } from './verdict-list.tsx';

interface RevisionPageProps extends PageFrame {
  readonly explained: ExplainedRevision;
  /** The rows of the same change: by provider, and any. */
  readonly rows: readonly RevisionView[];
}

const columns = [{ name: 'Provider' }, { name: 'Owes an answer' }, { name: 'First status after', isNumber: true }];

/** One change of a pull request: its first statuses by provider, and what was looked at. */
export function RevisionPage({ explained, rows, assets, identity }: RevisionPageProps) {
  const { revision, repository, reports, expected, decisions, verdicts } = explained;
  const heading = `${repository}#${revision.pullRequest}`;
  const commit = new URLSearchParams({ repository, head_sha: revision.headSha });
  return (
    <Layout title={`${heading}: cislo`} heading={heading} assets={assets} liveSeconds={0} identity={identity}>
      <nav aria-label="Where you are">
        <a href="/revisions">Changes of pull requests</a> /{' '}
        <a href={`/revisions?${new URLSearchParams({ repository })}`}>{repository}</a>
      </nav>
      <p class="summary">{revisionSentence(explained)}</p>
      <p>
        <Link url={revision.url}>On GitHub</Link>, <a href={`/runs?${commit}`}>jobs of the commit</a>,{' '}
        <a href={`/api/revisions/${revision.id}/explain`}>as data</a>
      </p>
      <section>
        <h2>First statuses by provider</h2>
        <DataTable
          label="First statuses by provider"
          columns={columns}
          rows={rows.map((row) => ({
            key: row.id,
            cells: [
              row.id === revision.id ? row.provider : <a href={`/revisions/${row.id}`}>{row.provider}</a>,
              row.expected ? 'yes' : 'no',
              row.firstStatusMs === null ? 'none yet' : duration(row.firstStatusMs),
            ],
          }))}
          empty="Nobody answered, and nobody owed an answer."
        />
      </section>
      <section>
        <h2>What was reported</h2>
        {reports.length === 0 ? (
          <p class="empty">Nothing was reported on this commit.</p>
        ) : (
          <ReportedTimeline
            entries={reports.map(({ at, provider, weight }) => ({
              at,
              said: provider,
              meant: reportWeights[weight],
              place: null,
            }))}
          />
        )}
      </section>
      <section>
        <h2>Who owed an answer</h2>
        {expected.length === 0 ? (
          <p>Nobody.</p>
        ) : (
          <ul>
            {expected.map(({ provider, owes, places, answered }) => (
              <li>
                {`${provider} ${owes ? 'owes' : 'owes no'} answer: `}
                {places.length > 0
                  ? places.map(({ file, line }) => `${file}:${line}`).join(', ')
                  : `it answered ${answered.length} of the changes before`}
              </li>
            ))}
          </ul>
        )}
        <ul>
          {decisions.map(({ text }) => (
            <li>{text}</li>
          ))}
        </ul>
      </section>
      <section>
        <h2>What the SLOs say</h2>
        <VerdictList verdicts={verdicts} />
      </section>
    </Layout>
  );
}

/** What became of a change in one sentence. */
export function revisionSentence({ revision }: Pick<ExplainedRevision, 'revision'>): string {
  const { action, changedAt, firstStatusMs, firstStatusBy, headSha, provider } = revision;
  const what = `${action.replaceAll('_', ' ')} at ${utc(changedAt)} (${headSha.slice(0, 8)})`;
  if (firstStatusMs === null)
    return `${what}: ${provider === 'any' ? 'nobody has' : `${provider} has not`} answered yet.`;
  return `${what}: ${firstStatusBy ?? provider} answered first, after ${duration(firstStatusMs)}.`;
}
