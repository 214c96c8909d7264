import type { RestQuery } from '../github/backfill-client.ts';
import { asFields, type Fields } from '../normalize/fields.ts';
import type { BackfillTask, ListedPage } from './backfill-task.ts';
import { readObjectsAt } from './read-shape.ts';
import { trimWorkflowRun } from './workflow-facts.ts';

/** A stretch of time, both ends inclusive, ms at whole seconds; and the page to read next of it. */
interface Place {
  readonly from: number;
  readonly to: number;
  /** null: the first page. */
  readonly next: RestQuery | null;
}

/** GitHub shows no more than so many runs for one question, so the question is asked for shorter times. */
const mostShown = 1_000;
const secondMs = 1_000;

/**
 * A page of the workflow runs created since, the latest first, one stretch of time after the other.
 * https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-repository
 */
export async function listWorkflowRuns({ reader, path, backfill }: BackfillTask, place: unknown): Promise<ListedPage> {
  const since = Math.floor(backfill.since / secondMs) * secondMs;
  const { from, to, next } = (place as Place | null) ?? {
    from: since,
    to: Math.ceil(backfill.startedAt / secondMs) * secondMs,
    next: null,
  };
  const created = `${iso(from)}..${iso(to)}`;
  const page = await reader.page(`${path}/actions/runs`, next ?? { created, per_page: '100' }, readRuns);
  if (page === null) return { found: [], place: null };
  const { total, runs } = page.value;
  if (next === null && total >= mostShown && to > from) {
    const middle = from + Math.floor((to - from) / 2 / secondMs) * secondMs;
    // At least one second, which cannot be divided any more.
    return { found: [], place: { from: Math.min(to, middle + secondMs), to, next: null } satisfies Place };
  }
  return {
    found: runs.flatMap(itemsOf),
    place: page.next === null ? before({ from, to }, since) : { from, to, next: page.next },
  };
}

/** The stretch before, twice as long: where there were few runs there may be few. */
function before({ from, to }: { readonly from: number; readonly to: number }, since: number): Place | null {
  if (from <= since) return null;
  const end = from - secondMs;
  return { from: Math.max(since, end - 2 * Math.max(secondMs, to - from)), to: end, next: null };
}

function readRuns(data: unknown): { readonly total: number; readonly runs: readonly Fields[] } | null {
  const runs = readObjectsAt('workflow_runs')(data);
  const total = asFields(data)['total_count'];
  return runs === null || typeof total !== 'number' ? null : { total, runs };
}

function itemsOf(run: Fields): ListedPage['found'] {
  const sha = run['head_sha'];
  const branch = run['head_branch'];
  return [
    { kind: 'workflow_runs', id: String(run['id']), detail: trimWorkflowRun(run) },
    ...(typeof sha === 'string'
      ? [{ kind: 'commits', id: sha, detail: typeof branch === 'string' ? { branch } : {} } as const]
      : []),
  ];
}

/** GitHub takes no fractions of a second here. */
function iso(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
