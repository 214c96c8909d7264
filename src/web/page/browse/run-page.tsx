import type { ExplainedRun } from '../../../explain/explain-run-by-id.ts';
import type { Because } from '../../../track/explain/because.ts';
import { contributions, type ExplainedObservation } from '../../../track/explain/explain-observation.ts';
import { duration, utc } from '../figures.ts';
import { Layout } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { PageFrame } from './page-frame.ts';
import { ReportedTimeline } from './reported-timeline.tsx';
import { VerdictList } from './verdict-list.tsx';

interface RunPageProps extends PageFrame {
  readonly explained: ExplainedRun;
  /** Milliseconds. */
  readonly now: number;
}

/** One job run: what became of it in words, everything that was reported, and what the SLOs say of it. */
export function RunPage({ explained, now, assets, identity }: RunPageProps) {
  const { run, repository, observations, decisions, verdicts } = explained;
  const commit = new URLSearchParams({ repository, head_sha: run.headSha });
  return (
    <Layout title={`${run.name}: cislo`} heading={run.name} assets={assets} liveSeconds={0} identity={identity}>
      <nav aria-label="Where you are">
        <a href="/runs">Job runs</a> / <a href={`/runs?${new URLSearchParams({ repository })}`}>{repository}</a>
      </nav>
      <p class="summary">{runSentence(explained, now)}</p>
      <p>
        <Link url={run.url}>On GitHub</Link>, <a href={`/runs?${commit}`}>all jobs of the commit</a>,{' '}
        <a href={`/revisions?${commit}`}>its pull requests</a>, <a href={`/api/runs/${run.id}/explain`}>as data</a>
      </p>
      <section>
        <h2>What was reported</h2>
        <ReportedTimeline
          entries={observations.map((one) => ({
            at: one.observation.at,
            said: saidBy(one),
            meant: contributions[one.contribution],
            place: one.place,
          }))}
        />
      </section>
      <section>
        <h2>How it was read</h2>
        <ul>
          {(['provider', 'kind', 'role', 'state'] as const).map((name) => (
            <BecauseItem name={name} because={explained[name]} />
          ))}
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

function BecauseItem({
  name,
  because: { word, because, place },
}: {
  readonly name: string;
  readonly because: Because;
}) {
  const line = place === null ? '' : ` (${place.file}:${place.line})`;
  return (
    <li>
      {`${name} is `}
      <strong>{word}</strong>
      {`: ${because}${line}`}
    </li>
  );
}

function saidBy({
  observation: { sender, app, text, phase, conclusion, source },
  state,
}: ExplainedObservation): string {
  const word = phase === 'final' ? (conclusion ?? 'an end without a conclusion') : phase;
  const who = app ?? sender ?? source.replaceAll('_', ' ');
  const said = `${who}: ${word}${text === null ? '' : `, “${text}”`}`;
  return word === state ? said : `${said} → ${state}`;
}

/** What became of a run in one sentence. */
export function runSentence({ run, repository }: Pick<ExplainedRun, 'run' | 'repository'>, now: number): string {
  const { kind, state, queueMs, runMs, startedAt, queuedAt, finishedAt, errorReason } = run;
  const what = `This ${kind === 'other' ? 'job' : kind} of ${repository} at ${run.headSha.slice(0, 8)}`;
  if (finishedAt === null) {
    const since = state === 'started' ? (startedAt ?? queuedAt) : queuedAt;
    const word = { waiting: 'waits for a person', queued: 'is queued', started: 'runs' }[state as 'queued'] ?? state;
    return `${what} ${word} for ${duration(now - since)}.`;
  }
  const waited = queueMs === null ? '' : ` after ${duration(queueMs)} in the queue`;
  const ran = runMs === null ? '' : ` and ${duration(runMs)} of running`;
  const reason = errorReason === null ? '' : `: ${errorReason}`;
  return `${what} ended in ${state} at ${utc(finishedAt)}${waited}${ran}${reason}.`;
}
