import type { BackfillClient } from '../github/backfill-client.ts';
import type { LogEntry } from '../model/delivery.ts';
import type { Fields } from '../normalize/fields.ts';
import type { NormalizeOptions } from '../normalize/normalize.ts';
import { readObject } from '../normalize/rest/read-objects.ts';
import { archivedFacts, readRepositoryIdentity, trimRepository } from '../normalize/rest/repository-state.ts';
import type { RestFact } from '../normalize/rest/rest-fact.ts';
import { type Backfill, type BackfillItem, type BackfillStage, backfillStages } from '../store/backfill/backfill.ts';
import { finishBackfill } from '../store/backfill/end-backfill.ts';
import { readBackfill } from '../store/backfill/read-backfill.ts';
import { countItems, readItems } from '../store/backfill/read-items.ts';
import { saveBackfillPage } from '../store/backfill/save-backfill-page.ts';
import type { Db } from '../store/database.ts';
import { BackfillSetback } from './backfill-setback.ts';
import type { BackfillTask, ListPage, ReadItem } from './backfill-task.ts';
import { fetchCommit } from './fetch-commit.ts';
import { fetchCommitPage } from './fetch-commit-page.ts';
import { fetchPullRequest } from './fetch-pull-request.ts';
import { fetchPullRequestPage } from './fetch-pull-request-page.ts';
import { fetchWorkflowRun } from './fetch-workflow-run.ts';
import { fetchWorkflowRunPage } from './fetch-workflow-run-page.ts';
import { createGithubReader, type GithubReaderOptions } from './github-reader.ts';
import { toLogEntry } from './log-entry.ts';

export interface RunBackfillOptions extends GithubReaderOptions, NormalizeOptions {
  readonly client: BackfillClient;
  readonly db: Db;
  /** How many things are read at the same time. */
  readonly concurrency: number;
  /** How long GitHub keeps deliveries that can be fetched later, ms. */
  readonly retentionMs: number;
  /** Things of this kind that are read, and how many there are. */
  readonly onProgress?: (kind: BackfillItem['kind'], done: number, total: number) => void;
  /** Asked before each step; rejects when this process may not go on. */
  readonly mayGoOn: () => Promise<void>;
}

export interface BackfillResult {
  readonly backfill: Backfill;
  /** Why it could not be finished now; null: it is finished. */
  readonly setback: BackfillSetback | null;
  readonly requests: number;
}

type Step =
  | { readonly type: 'list'; readonly list: ListPage }
  | { readonly type: 'read'; readonly kind: BackfillItem['kind']; readonly read: ReadItem };

const steps: Readonly<Record<Exclude<BackfillStage, 'done'>, Step>> = {
  list_pull_requests: { type: 'list', list: fetchPullRequestPage },
  pull_requests: { type: 'read', kind: 'pull_requests', read: fetchPullRequest },
  list_workflow_runs: { type: 'list', list: fetchWorkflowRunPage },
  workflow_runs: { type: 'read', kind: 'workflow_runs', read: fetchWorkflowRun },
  list_commits: { type: 'list', list: fetchCommitPage },
  commits: { type: 'read', kind: 'commits', read: fetchCommit },
};

/**
 * Reads the history of a repository from where an earlier run, of whichever process, left off. Each step is stored in one transaction with
 * the place that it reached, so the process may be killed at any moment. Rejects when the database fails.
 */
export async function runBackfill(options: RunBackfillOptions, backfill: Backfill): Promise<BackfillResult> {
  const { db } = options;
  const reader = createGithubReader({ ...options, keepAlive: options.mayGoOn });
  let setback: BackfillSetback | null = null;
  try {
    const path = `/repos/${backfill.fullName.split('/').map(encodeURIComponent).join('/')}`;
    const found = await reader.page(path, {}, readObject);
    if (found === null)
      throw new BackfillSetback(
        'refused',
        `GitHub knows no repository ${backfill.fullName} that the App (or the token) may read`,
      );
    const repository = trimRepository(found.value);
    const task = {
      reader,
      db,
      backfill,
      path,
      defaultBranch: readRepositoryIdentity(found.value).defaultBranch,
      retentionMs: options.retentionMs,
    };
    let { stage, place } = backfill;
    const entries = toEntries(options, backfill, repository, archivedFacts(found.value));
    if (entries.length > 0)
      await saveBackfillPage(db, backfill, { entries, found: [], done: [], missing: 0, stage, place });
    while (stage !== 'done') {
      await options.mayGoOn();
      ({ stage, place } = await takeStep(options, task, repository, stage, place));
    }
    await finishBackfill(db, backfill, options.clock());
  } catch (error) {
    if (!(error instanceof BackfillSetback)) throw error;
    setback = error;
  }
  return { backfill: (await readBackfill(db, backfill)) ?? backfill, setback, requests: reader.requests() };
}

interface Position {
  readonly stage: BackfillStage;
  readonly place: unknown;
}

async function takeStep(
  options: RunBackfillOptions,
  task: BackfillTask,
  repository: Fields,
  stage: Exclude<BackfillStage, 'done'>,
  place: unknown,
): Promise<Position> {
  const { db, backfill } = task;
  const step = steps[stage];
  if (step.type === 'list') {
    const page = await step.list(task, place);
    const position = page.place === null ? after(stage) : { stage, place: page.place };
    const entries = toEntries(options, backfill, repository, page.facts);
    await saveBackfillPage(db, backfill, { entries, found: page.found, done: [], missing: 0, ...position });
    return position;
  }
  const items = await readItems(db, backfill, step.kind, options.concurrency);
  const { done, total } = await countItems(db, backfill, step.kind);
  options.onProgress?.(step.kind, done, total);
  if (items.length === 0) {
    const position = after(stage);
    await saveBackfillPage(db, backfill, { entries: [], found: [], done: [], missing: 0, ...position });
    return position;
  }
  const contents = await readAll(
    items.map((item) => step.read(task, { ...item.detail, ...(item.kind === 'commits' ? { sha: item.id } : {}) })),
  );
  const present = contents.flatMap((content) => content ?? []);
  const facts = present.flatMap((content) => content.facts);
  const entries = toEntries(options, backfill, repository, facts);
  const found = present.flatMap((content) => content.found);
  await saveBackfillPage(db, backfill, {
    entries,
    found,
    done: items,
    missing: contents.length - present.length,
    stage,
    place: null,
  });
  return { stage, place: null };
}

function toEntries(
  options: RunBackfillOptions,
  { installationId }: Backfill,
  repository: Fields,
  facts: readonly RestFact[],
): readonly LogEntry[] {
  const entryOptions = { ...options, repository, installationId, now: options.clock() };
  return facts.flatMap((fact) => toLogEntry(fact, entryOptions) ?? []);
}

function after(stage: Exclude<BackfillStage, 'done'>): Position {
  return { stage: backfillStages[backfillStages.indexOf(stage) + 1] as BackfillStage, place: null };
}

/** Waits until all have ended, so that none still runs when the first failure is reported. */
async function readAll<T>(reads: readonly Promise<T>[]): Promise<readonly T[]> {
  const results = await Promise.allSettled(reads);
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}
