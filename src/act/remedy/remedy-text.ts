import { showPercent } from '../../model/show-number.ts';

/** What an issue about an SLO says. */
export interface RemedyFacts {
  readonly slo: string;
  readonly displayName: string;
  readonly service: string;
  readonly tier: string | null;
  readonly owner: string | null;
  readonly target: number;
  readonly sli: number | null;
  readonly good: number;
  readonly bad: number;
  readonly budgetRemainingRatio: number | null;
  readonly reason: string;
  /** What its bad events have in common, in words. */
  readonly causes: readonly string[];
  /** Of the jobs with the most of the latest bad events, how many. */
  readonly jobs: readonly { readonly job: string; readonly bad: number }[];
  /** The page of the SLO; null: not known. */
  readonly page: string | null;
}

/** By what an issue is known, whoever renames it: a comment that nobody sees. */
export function remedyMarker(slo: string): string {
  return `<!-- cislo-remedy ${encodeURIComponent(slo)} -->`;
}

/** The title that an issue is opened with. */
export function remedyTitle({ displayName, service }: RemedyFacts): string {
  return `${service}: "${plain(displayName)}" is out of its error budget`;
}

/** What stands in the issue from the start. */
export function remedyBody(facts: RemedyFacts): string {
  return [
    ...remedyLines(facts),
    '',
    ...(facts.tier === 'unstable'
      ? ['This is of the unstable tier. If nobody mends it, take it out of the required checks, or remove it.', '']
      : []),
    'This issue is kept current by cislo, and closed when the budget is back. Close it to keep cislo from touching it again this time.',
    '',
    remedyMarker(facts.slo),
  ].join('\n');
}

/** The one comment that is changed while the SLO is out of its budget. */
export function remedyUpdate(facts: RemedyFacts): string {
  return ['**Now**', '', ...remedyLines(facts), '', remedyMarker(facts.slo)].join('\n');
}

function remedyLines(facts: RemedyFacts): readonly string[] {
  const { sli, target, good, bad, budgetRemainingRatio: left, reason, causes, jobs, page, owner } = facts;
  return [
    plain(reason),
    '',
    `- SLI ${sli === null ? 'no data' : showPercent(sli)} against a target of ${showPercent(target, 4)}: ${bad} of ${good + bad} events were bad`,
    `- Budget left: ${left === null ? 'no data' : showPercent(left, 1)}`,
    ...causes.map((cause) => `- Bad events have in common: ${plain(cause)}`),
    ...jobs.map(({ job, bad: count }) => `- ${count} of the latest bad events: ${plain(job)}`),
    ...(owner === null ? [] : [`- Owner: ${plain(owner)}`]),
    ...(page === null ? [] : [`- [The SLO](${page})`]),
  ];
}

/** Names come from other people: they mention nobody and make no marks. */
function plain(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|#~]/g, '\\$&')
    .replaceAll('@', '@\u200b')
    .replace(/\s+/g, ' ');
}
