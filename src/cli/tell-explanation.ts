import type { explainedRevisionJson } from '../web/api/explained-revision-json.ts';
import type { explainedRunJson } from '../web/api/explained-run-json.ts';
import { tellPlace, tellWords } from './tell-words.ts';

type RunStory = ReturnType<typeof explainedRunJson>;
type RevisionStory = ReturnType<typeof explainedRevisionJson>;

/** What the API answers about a run or a revision. */
export type Explanation = RunStory | RevisionStory;

/** An explanation as a short story from top to bottom, places at line ends. */
export function tellExplanation(explanation: Explanation): string {
  const lines = 'run' in explanation ? runStory(explanation) : revisionStory(explanation);
  return lines.map((line) => `${line}\n`).join('');
}

function runStory({
  run,
  observations,
  decisions,
  verdicts,
  provider,
  kind,
  role,
  state,
}: RunStory): readonly string[] {
  return [
    `Run ${run.id}: ${run.name}, number ${run.occurrence} on ${run.repository}@${run.head_sha.slice(0, 12)}`,
    ...tellWords({ provider, kind, role, state }),
    `  queued   ${run.queued_at}, started ${run.started_at ?? 'never told'}, finished ${run.finished_at ?? 'not yet'}`,
    'Reports',
    ...observations.map(
      ({ at, source, external_id, says, text, state: read, rule, built_in, contributed }) =>
        `  ${at} ${source}${external_id === null ? '' : ` ${external_id}`} says ${says || 'no more'}${quoted(text)}: ${read}, ${contributed.text}${
          built_in === null ? tellPlace(rule) : `  (${built_in.text})`
        }`,
    ),
    ...tellDecisions(decisions),
    ...verdicts.flatMap(tellVerdict),
  ];
}

function revisionStory({ revision, expected, reports, decisions, verdicts }: RevisionStory): readonly string[] {
  const { id, action, pull_request, repository, head_sha, changed_at, provider } = revision;
  return [
    `Revision ${id}: ${repository}#${pull_request} ${action} with ${head_sha.slice(0, 12)} at ${changed_at}, answered by ${provider}`,
    `  first    ${revision.first_status_at ?? 'no status'}${revision.first_status_by === null ? '' : ` by ${revision.first_status_by}`}`,
    'Expected',
    ...orNone(expected.flatMap(tellExpected)),
    'Reports on its commit',
    ...orNone(reports.map((report) => `  ${report.at} ${report.provider}: ${report.weight.text}`)),
    ...tellDecisions(decisions),
    ...verdicts.flatMap(tellVerdict),
  ];
}

function tellExpected({ provider, owes, rules, answered }: RevisionStory['expected'][number]): readonly string[] {
  const who = `  ${provider} ${owes ? 'owes an answer' : 'owes none'}`;
  const last = answered.at(-1);
  return [
    ...rules.map((rule) => `${who}: the configuration names it${tellPlace(rule)}`),
    ...(last === undefined
      ? []
      : [
          `${who}: it answered ${answered.length} of the last 20 revisions, lately #${last.pull_request} of ${last.changed_at}`,
        ]),
  ];
}

function tellDecisions(decisions: Explanation['decisions']): readonly string[] {
  return decisions.length === 0 ? [] : ['Decided', ...decisions.map(({ id, text }) => `  ${text}  (${id})`)];
}

function tellVerdict({ slo, verdict, at, decision, because }: Explanation['verdicts'][number]): readonly string[] {
  return [
    `${slo} says ${verdict}${at === null ? '' : ` at ${at}`}: ${decision.text}`,
    ...because.map(
      ({ condition, text, holds, rule }) =>
        `  ${condition} ${holds ? 'holds' : 'does not hold'}: ${text}${tellPlace(rule)}`,
    ),
  ];
}

function quoted(text: string | null): string {
  return text === null ? '' : ` ${JSON.stringify(text)}`;
}

function orNone(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? ['  none'] : lines;
}
