import type { RestQuery } from '../github/backfill-client.ts';
import type { Fields } from '../normalize/fields.ts';
import { headCommitFacts } from '../normalize/rest/message-facts.ts';
import { readRunPage, readRunState, trimWorkflowRun } from '../normalize/rest/workflow-facts.ts';
import type { BackfillTask, ListedPage } from './backfill-task.ts';

/** A stretch of time and the page of it to read next. Both ends belong to it; ms, at whole seconds. */
interface Place {
  readonly from: number;
  readonly to: number;
  /** null: the first page. */
  readonly next: RestQuery | null;
}

/** GitHub shows at most this many runs for one request, however many pages are read. So each request is about a short stretch of time. */
const mostShown = 1_000;
const secondMs = 1_000;

/**
 * A page of the workflow runs created since, the latest first, one stretch of time after the other.
 * https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-repository
 */
export async function fetchWorkflowRunPage(
  { reader, path, backfill }: BackfillTask,
  place: unknown,
): Promise<ListedPage> {
  const since = Math.floor(backfill.since / secondMs) * secondMs;
  const { from, to, next } = (place as Place | null) ?? {
    from: since,
    to: Math.ceil(backfill.startedAt / secondMs) * secondMs,
    next: null,
  };
  const created = `${iso(from)}..${iso(to)}`;
  const page = await reader.page(`${path}/actions/runs`, next ?? { created, per_page: '100' }, readRunPage);
  if (page === null) return { facts: [], found: [], place: null };
  const { total, runs } = page.value;
  if (next === null && total >= mostShown && to > from) {
    const middle = from + Math.floor((to - from) / 2 / secondMs) * secondMs;
    // The later half of the stretch. It is at least one second long, because GitHub takes no fractions of a second.
    return { facts: [], found: [], place: { from: Math.min(to, middle + secondMs), to, next: null } satisfies Place };
  }
  return {
    facts: runs.flatMap(({ head_commit: commit }) => headCommitFacts(commit)),
    found: runs.flatMap(itemsOf),
    place: page.next === null ? before({ from, to }, since) : { from, to, next: page.next },
  };
}

/** The stretch before this one, twice as long. It grows until a stretch holds too many runs, and is then halved. */
function before({ from, to }: { readonly from: number; readonly to: number }, since: number): Place | null {
  if (from <= since) return null;
  const end = from - secondMs;
  return { from: Math.max(since, end - 2 * Math.max(secondMs, to - from)), to: end, next: null };
}

function itemsOf(run: Fields): ListedPage['found'] {
  const { id, headSha, branch } = readRunState(run);
  return [
    { kind: 'workflow_runs', id, detail: trimWorkflowRun(run) },
    ...(headSha === null ? [] : [{ kind: 'commits', id: headSha, detail: branch === null ? {} : { branch } } as const]),
  ];
}

/** GitHub takes no fractions of a second here. */
function iso(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
