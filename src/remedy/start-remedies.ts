import { randomUUID } from 'node:crypto';
import { causeText } from '../act/notice/notice.ts';
import type { RemedySettings } from '../act/remedy/remedy-settings.ts';
import { remedyStep } from '../act/remedy/remedy-step.ts';
import { type RemedyFacts, remedyBody, remedyMarker, remedyTitle, remedyUpdate } from '../act/remedy/remedy-text.ts';
import type { GithubAnswer } from '../github/github-answer.ts';
import type { IssueClient } from '../github/issue-client.ts';
import type { Objective } from '../model/objective.ts';
import { systemViewer } from '../model/viewer.ts';
import { annotationsOf } from '../slo/slo-annotations.ts';
import type { SloStatus } from '../slo/slo-status.ts';
import type { Compare } from '../status/read-bubble-up.ts';
import { readSloStatus, type SloStatusStore } from '../status/read-slo-status.ts';
import type { Db } from '../store/database.ts';
import type { ReadDoor } from '../store/read/read-door.ts';
import { takeLease } from '../store/recovery/take-lease.ts';
import { closeRemedy, openRemedy, type RemedyRow, readRemedies, touchRemedy } from '../store/remedy/remedy-row.ts';

export interface RemedyParts {
  readonly db: Db;
  readonly read: SloStatusStore & Pick<ReadDoor, 'readObjectives' | 'listSloEvents'>;
  readonly compare: Compare;
  readonly issues: IssueClient;
  readonly settings: RemedySettings;
  readonly publicUrl: string | null;
  readonly clock: () => number;
  readonly log: {
    readonly warn: (fields: object, message: string) => void;
    readonly info: (fields: object, message: string) => void;
  };
}

export interface Remedies {
  /** Looks at every SLO once. */
  run(): Promise<void>;
  stop(): Promise<void>;
}

const lookEveryMs = 60_000;
/** What an issue says is brought up to date at most so often. */
const updateEveryMs = 3_600_000;
const mostJobs = 5;
const latestBad = 200;

/** Keeps one issue for each SLO that has no budget left. Of several processes one does it at a time. */
export function startRemedies(parts: RemedyParts): Remedies {
  const holder = randomUUID();
  let running: Promise<void> | null = null;
  const run = (): Promise<void> => {
    running ??= keepIssues(parts, holder).finally(() => {
      running = null;
    });
    return running;
  };
  const timer = setInterval(() => {
    run().catch((error: unknown) =>
      parts.log.warn({ err: error }, 'issues of SLOs could not be kept; the next look does it'),
    );
  }, lookEveryMs).unref();
  return {
    run,
    async stop() {
      clearInterval(timer);
      await running?.catch(() => {});
    },
  };
}

async function keepIssues(parts: RemedyParts, holder: string): Promise<void> {
  const { db, read, settings, clock } = parts;
  if (!(await takeLease(db, 'remedies', holder, clock(), 2 * lookEveryMs))) return;
  const all = await read.readObjectives(systemViewer);
  const objectives = all.filter(({ name }) => settings.slos === null || settings.slos.includes(name));
  const known = new Map((await readRemedies(db)).map((row) => [row.slo, row]));
  for (const { objective, status } of await readSloStatus(read, systemViewer, objectives, clock()))
    await keepIssue(parts, objective, status, known.get(objective.name) ?? null);
}

async function keepIssue(
  parts: RemedyParts,
  objective: Objective,
  status: SloStatus,
  known: RemedyRow | null,
): Promise<void> {
  const { db, issues, clock, log } = parts;
  const isOut = status.status === 'no_data' ? null : status.status === 'exhausted';
  const slo = objective.name;
  const fail = (answer: GithubAnswer<unknown>) =>
    log.warn(
      { slo, answer: answer.type, ...('status' in answer ? { status: answer.status } : {}) },
      'GitHub did not take what an issue of an SLO is to say; it is tried again',
    );
  switch (remedyStep(isOut, known)) {
    case 'nothing':
      return;
    case 'forget':
      return closeRemedy(db, slo, 'closed', clock());
    case 'open':
      return openIssue(parts, await factsOf(parts, objective, status), fail);
    case 'update':
    case 'close': {
      const { repository, number, toldAt } = known as RemedyRow;
      const isDue = isOut === false || clock() - toldAt >= updateEveryMs;
      if (!isDue) return;
      const issue = await issues.read(repository, number);
      if (isGone(issue)) return closeRemedy(db, slo, isOut === true ? 'left' : 'closed', clock());
      if (issue.type !== 'ok') return fail(issue);
      if (!issue.value.isOpen) {
        log.info(
          { slo, number, closedBy: issue.value.closedBy },
          'somebody closed the issue of an SLO; it stays closed',
        );
        return closeRemedy(db, slo, isOut === true ? 'left' : 'closed', clock());
      }
      const told = await issues.comment(
        repository,
        number,
        remedyMarker(slo),
        remedyUpdate(await factsOf(parts, objective, status)),
      );
      if (told.type !== 'ok') return fail(told);
      if (isOut === true) return touchRemedy(db, slo, clock());
      const closed = await issues.close(repository, number);
      if (closed.type !== 'ok') return fail(closed);
      return closeRemedy(db, slo, 'closed', clock());
    }
  }
}

/** Opens the issue, unless one that was opened before a crash is there. */
async function openIssue(
  { db, issues, settings, clock }: RemedyParts,
  facts: RemedyFacts,
  fail: (answer: GithubAnswer<unknown>) => void,
): Promise<void> {
  const { repository, labels, assignees } = settings;
  const before = await issues.find(repository, remedyMarker(facts.slo));
  if (before.type !== 'ok') return fail(before);
  const issue =
    before.value === null
      ? await issues.open(repository, { title: remedyTitle(facts), body: remedyBody(facts), labels, assignees })
      : { ...before, value: before.value };
  if (issue.type !== 'ok') return fail(issue);
  await openRemedy(db, { slo: facts.slo, repository, number: issue.value.number }, clock());
}

/** A deleted issue is 410, or 404 where the whole repository is gone. */
function isGone(answer: GithubAnswer<unknown>): boolean {
  return answer.type === 'refused' && (answer.status === 404 || answer.status === 410);
}

async function factsOf(
  { read, compare, publicUrl }: RemedyParts,
  objective: Objective,
  status: SloStatus,
): Promise<RemedyFacts> {
  const range = { from: Date.parse(status.from), to: Date.parse(status.to) };
  const { items } = await compare(systemViewer, objective, { ...range, dimensions: null, limit: 3 });
  const { owner, tier } = annotationsOf(objective);
  return {
    slo: objective.name,
    displayName: objective.displayName,
    service: objective.service,
    tier,
    owner,
    target: status.target,
    sli: status.sli,
    good: status.good,
    bad: status.bad,
    budgetRemainingRatio: status.budget_remaining_ratio,
    reason: status.reason,
    causes: items.map((one) => causeText(one.dimension, one.value, one.badShare, one.goodShare)),
    jobs: await worstJobs(read, objective, range),
    page: publicUrl === null ? null : `${publicUrl}/slos/${encodeURIComponent(objective.name)}`,
  };
}

async function worstJobs(
  read: RemedyParts['read'],
  objective: Objective,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<RemedyFacts['jobs']> {
  if (objective.indicator.eventType !== 'job-run') return [];
  const filter = { verdict: 'bad', since: from, until: to, limit: latestBad } as const;
  const counts = new Map<string, number>();
  for (const { attributes } of (await read.listSloEvents(systemViewer, objective.name, filter)).items) {
    const job = `${attributes['name']} in ${attributes['repository']}`;
    counts.set(job, (counts.get(job) ?? 0) + 1);
  }
  return [...counts]
    .map(([job, bad]) => ({ job, bad }))
    .sort((one, other) => other.bad - one.bad || (one.job < other.job ? -1 : 1))
    .slice(0, mostJobs);
}
