import type { DemoDelivery } from '../../src/demo/demo-delivery.ts';
import { groupBy } from '../../src/track/group-by.ts';

// biome-ignore lint/suspicious/noExplicitAny: bodies of a known shape that no type describes
export type Json = Readonly<Record<string, any>>;

/** What GitHub's REST API would show of a repository after these deliveries. */
export interface FakeRepository {
  readonly repository: Json;
  readonly pulls: readonly Json[];
  readonly timelines: ReadonlyMap<number, readonly Json[]>;
  /** By `owner/name` and branch, newest first. */
  readonly activities: ReadonlyMap<string, readonly Json[]>;
  /** Of every run, by attempt. */
  readonly runs: ReadonlyMap<number, ReadonlyMap<number, Json>>;
  readonly jobs: readonly Json[];
  readonly checkRuns: readonly Json[];
  readonly suites: readonly Json[];
  readonly statuses: readonly Json[];
}

const rank: Readonly<Record<string, number>> = {
  requested: 0,
  queued: 0,
  waiting: 0,
  pending: 0,
  in_progress: 1,
  completed: 2,
};

/** The timeline's names of what a pull request's webhooks tell. */
const timelineEvents: Readonly<Record<string, string>> = {
  reopened: 'reopened',
  ready_for_review: 'ready_for_review',
  converted_to_draft: 'convert_to_draft',
  closed: 'closed',
};

/** Keeps, of each thing, what was said last: only that is left to be read later. */
export function fakeRepository(deliveries: readonly DemoDelivery[]): FakeRepository {
  const bodies = [...new Map(deliveries.map((delivery) => [delivery.guid, delivery])).values()].map(
    ({ event, payload }) => ({
      event,
      body: structuredClone(payload) as Json,
    }),
  );
  const of = (event: string): readonly Json[] => bodies.filter((one) => one.event === event).map(({ body }) => body);
  const checkRuns = latest(
    of('check_run').map((body) => body.check_run as Json),
    (run) => run.id,
  );
  const suites = new Map<number, Json>();
  for (const run of checkRuns)
    suites.set(run.check_suite.id, {
      id: run.check_suite.id,
      head_sha: run.head_sha,
      head_branch: run.check_suite.head_branch,
    });
  const runs = new Map<number, Map<number, Json>>();
  for (const run of latest(
    of('workflow_run').map((body) => body.workflow_run as Json),
    (one) => `${one.id}/${one.run_attempt}`,
  )) {
    const attempts = runs.get(run.id) ?? new Map<number, Json>();
    // Long after: something else changed it.
    attempts.set(run.run_attempt, { ...run, updated_at: '2031-01-01T00:00:00Z' });
    runs.set(run.id, attempts);
  }
  const pullRequests = of('pull_request');
  const byNumber = groupBy(pullRequests, (body) => body.number as number);
  const activities = new Map<string, Json[]>();
  const timelines = new Map<number, readonly Json[]>();
  const pulls: Json[] = [];
  for (const [number, all] of byNumber) {
    const changes = all
      .filter(({ action }) => action in timelineEvents || action === 'opened' || action === 'synchronize')
      .sort((a, b) => timeOf(a) - timeOf(b));
    const last = changes.at(-1) as Json;
    const newest = [...all].sort((a, b) => timeOf(a) - timeOf(b)).at(-1) as Json;
    pulls.push({ ...last.pull_request, updated_at: newest.pull_request.updated_at });
    const { head } = last.pull_request;
    timelines.set(
      number,
      [
        ...changes.flatMap(({ action, pull_request, sender }) =>
          action in timelineEvents
            ? [{ event: timelineEvents[action], created_at: pull_request.updated_at, actor: sender }]
            : [],
        ),
        ...messages(changes, of('push')),
        ...deletions(head.ref, deliveries),
      ].sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at)),
    );
    const pushes = activities.get(`${head.repo.full_name}#${head.ref}`) ?? [];
    let before = '0'.repeat(40);
    for (const { action, pull_request, sender } of changes) {
      if (action !== 'opened' && action !== 'synchronize') continue;
      const at = action === 'opened' ? timeOf({ action, pull_request }) - 30_000 : timeOf({ action, pull_request });
      pushes.push({
        before,
        after: pull_request.head.sha,
        timestamp: new Date(at).toISOString(),
        activity_type: 'push',
        actor: sender,
      });
      before = pull_request.head.sha;
    }
    activities.set(`${head.repo.full_name}#${head.ref}`, pushes);
  }
  const newestFirst = (list: readonly Json[]): readonly Json[] =>
    [...list].sort((a, b) => Date.parse(b.timestamp) - Date.parse(a.timestamp));
  return {
    repository: { ...bodies[0]?.body.repository, ...archived(of('repository')), default_branch: 'main' },
    pulls: pulls.sort((a, b) => Date.parse(b.updated_at) - Date.parse(a.updated_at)),
    timelines,
    activities: new Map([...activities].map(([branch, list]) => [branch, newestFirst(list)])),
    runs,
    jobs: latest(
      of('workflow_job').map((body) => body.workflow_job as Json),
      (job) => job.id,
    ),
    // Over REST a check run does not have its suite's branch.
    checkRuns: checkRuns.map((run) => ({ ...run, check_suite: { id: run.check_suite.id } })),
    suites: [...suites.values()],
    statuses: of('status')
      .map(({ id, sha, state, context, description, target_url, created_at, updated_at, sender }) => ({
        id,
        sha,
        state,
        context,
        description,
        target_url,
        created_at,
        updated_at,
        creator: sender,
      }))
      .reverse(),
  };
}

/** The commits of a pull request, as far as a push told what they say. */
function messages(changes: readonly Json[], pushes: readonly Json[]): readonly Json[] {
  const heads = new Set(changes.map(({ pull_request }) => pull_request.head.sha));
  return pushes
    .map(({ head_commit }) => head_commit as Json)
    .filter((commit) => heads.has(commit?.id))
    .map(({ id, message, timestamp }) => ({
      event: 'committed',
      sha: id,
      message,
      committer: { date: timestamp },
      created_at: timestamp,
    }));
}

function deletions(ref: string, deliveries: readonly DemoDelivery[]): readonly Json[] {
  return deliveries.flatMap(({ event, payload, at }) =>
    event === 'delete' && (payload as Json).ref === ref
      ? [{ event: 'head_ref_deleted', created_at: new Date(at).toISOString(), actor: (payload as Json).sender }]
      : [],
  );
}

function archived(deliveries: readonly Json[]): Json {
  return deliveries.find(({ action }) => action === 'archived')?.repository ?? {};
}

function timeOf({ action, pull_request }: Json): number {
  return Date.parse(action === 'opened' ? pull_request.created_at : pull_request.updated_at);
}

function latest(list: readonly Json[], key: (one: Json) => string | number): readonly Json[] {
  const kept = new Map<string | number, Json>();
  for (const one of list) {
    const known = kept.get(key(one));
    if (known === undefined || (rank[one.status] ?? 0) >= (rank[known.status] ?? 0)) kept.set(key(one), one);
  }
  return [...kept.values()];
}
