import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../src/store/database.ts';
import { startTestServer, type TestServer } from '../../support/app-server.ts';
import { readBody, readPayload, readRecordings, readReplay, readSequences } from '../../support/corpus.ts';
import { secret } from '../../support/door-server.ts';

/** The fields of the expected answers that a public address shows. Times are compared in milliseconds. */
interface ExpectedCommit {
  readonly repository: string;
  readonly head_sha: string;
  readonly pr_changes: readonly {
    readonly pr: number;
    readonly action: string;
    readonly at_payload: string | null;
    readonly seconds_to_first_feedback: number | null;
  }[];
  readonly status_contexts: Readonly<
    Record<
      string,
      {
        readonly cycles: readonly {
          readonly first_pending: string | null;
          readonly terminal: string | null;
          readonly state: string;
          readonly seconds: number | null;
        }[];
      }
    >
  >;
  readonly check_runs: readonly {
    readonly id: string;
    readonly name: string;
    readonly app: string;
    readonly conclusion: string | null;
    readonly first_started_at: string | null;
    readonly completed_at: string | null;
  }[];
  readonly workflow_runs: readonly {
    readonly id: string;
    readonly name: string;
    readonly conclusion: string | null;
    readonly seconds: number | null;
  }[];
  readonly workflow_jobs: readonly {
    readonly id: string;
    readonly name: string;
    readonly conclusion: string | null;
    readonly queue_seconds: number | null;
    readonly run_seconds: number | null;
    readonly created_at: string | null;
  }[];
}
interface Item {
  readonly [field: string]: unknown;
}

let server: TestServer;
let sent = 0;

async function send(event: string, body: Buffer): Promise<number> {
  sent += 1;
  const answer = await fetch(server.doorUrl, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': `recording-${sent}`,
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    },
  });
  await answer.arrayBuffer();
  return answer.status;
}

async function list(path: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const answer = await fetch(`${server.url}${path}&limit=1000&wait=30${cursor === '' ? '' : `&cursor=${cursor}`}`);
    const page = (await answer.json()) as { items: Item[]; next: string | null };
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

function ms(value: unknown): number | null {
  return typeof value === 'string' ? Date.parse(value) : null;
}

beforeAll(async () => {
  server = await startTestServer({ CISLO_CONFIG: '' });
});
afterAll(() => server.stop());

describe('recordings sent through the door', () => {
  const recordings = readRecordings();

  it('are all answered with 2xx, byte for byte as they were recorded, and the process lives', async () => {
    const statuses = new Map<number, number>();
    for (const { file, event } of recordings) {
      const status = await send(event, readBody(file));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }

    expect([...statuses.keys()].filter((status) => status < 200 || status > 299)).toEqual([]);
    expect(recordings.length).toBeGreaterThan(1_000);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect(server.errors).toEqual([]);
  });

  it('leave no row when another forge sent them', async () => {
    const names = new Set(
      recordings
        .filter(({ quality }) => quality === 'lookalike')
        .map(({ file }) => (readPayload(file) as { repository?: { full_name?: string } } | null)?.repository?.full_name)
        .filter((name) => name !== undefined),
    );
    const genuine = new Set(
      recordings
        .filter(({ quality }) => quality !== 'lookalike')
        .map(
          ({ file }) => (readPayload(file) as { repository?: { full_name?: string } } | null)?.repository?.full_name,
        ),
    );

    const stored = await run<{ full_name: string }>(server.app.store.db, `select full_name from repositories`);

    expect(stored.map(({ full_name }) => full_name).filter((name) => names.has(name) && !genuine.has(name))).toEqual(
      [],
    );
    expect(stored.length).toBeGreaterThan(20);
  });

  it('give the expected answers of every recorded sequence over the API', async () => {
    const sequences = readSequences<ExpectedCommit>();
    for (const { deliveries } of sequences)
      for (const { event, payload } of deliveries)
        expect(await send(event, Buffer.from(JSON.stringify(payload)))).toBeLessThan(300);

    for (const { name, expected } of sequences) for (const commit of expected) await expectCommit(name, commit);
  });

  it('give the expected sums of the recorded streams', async () => {
    const ants = readReplay<{
      runs: number;
      run_seconds: { n: number; sum: number };
      jobs: number;
      job_seconds: { n: number; sum: number };
    }>('devlake-ants');
    const ogr = readReplay<{ contexts: ExpectedCommit['status_contexts'] }>('packit-ogr-pr278-statuses');
    for (const { event, payload } of [...ants.deliveries, ...ogr.deliveries])
      expect(await send(event, Buffer.from(JSON.stringify(payload)))).toBeLessThan(300);
    const [first] = ants.deliveries as readonly { payload: { repository: { full_name: string } } }[];
    const repository = first?.payload.repository.full_name;

    const jobs = await list(`/api/runs?repository=${repository}`);
    const workflows = await list(`/api/workflow-runs?repository=${repository}`);

    expect(jobs).toHaveLength(ants.expected.jobs);
    expect(jobs.reduce((sum, job) => sum + (job.run_seconds as number), 0)).toBe(ants.expected.job_seconds.sum);
    expect(workflows).toHaveLength(ants.expected.runs);
    // One run ended action_required before any job was made: it waits for a person, so the 68 s recorded for it are no length of a run.
    const waiting = workflows.filter(({ state }) => state === 'waiting');
    expect(waiting).toHaveLength(1);
    expect(workflows.reduce((sum, workflow) => sum + (workflow.duration_seconds as number), 0)).toBe(
      ants.expected.run_seconds.sum - 68,
    );
    await expectStatuses('packit-ogr', await list('/api/runs?repository=packit/ogr'), ogr.expected.contexts);
  });

  it('leave rows that a recomputation from the log confirms', async () => {
    const answer = await fetch(`${server.url}/api/verify`);

    const { checked, differences } = (await answer.json()) as { checked: number; differences: unknown[] };
    expect(differences).toEqual([]);
    expect(checked).toBeGreaterThan(500);
  });
});

async function expectCommit(sequence: string, commit: ExpectedCommit): Promise<void> {
  const runs = (await list(`/api/runs?repository=${commit.repository}`)).filter(
    (item) => item.head_sha === commit.head_sha,
  );
  const revisions = (await list(`/api/revisions?repository=${commit.repository}`)).filter(
    (item) => item.head_sha === commit.head_sha,
  );
  const workflows = (await list(`/api/workflow-runs?repository=${commit.repository}`)).filter(
    (item) => item.head_sha === commit.head_sha,
  );

  await expectStatuses(sequence, runs, commit.status_contexts);
  for (const change of commit.pr_changes) {
    // Without a time in the payload the change counts from its arrival, which no recording tells.
    if (change.at_payload === null || change.action === 'closed') continue;
    const row = revisions.find(
      (item) =>
        item.pull_request === change.pr &&
        item.action === change.action &&
        ms(item.changed_at) === ms(change.at_payload),
    );
    // Only a provider of role ci is a first status for any: a commit that nothing but a host of previews reported on has none.
    const reported = [...Object.keys(commit.status_contexts), ...commit.check_runs.map(({ name }) => name)];
    const isPreviewOnly = reported.length > 0 && reported.every((name) => name.startsWith('netlify/'));
    expect(row?.first_status_seconds ?? null, `${sequence} #${change.pr}`).toBe(
      isPreviewOnly ? null : change.seconds_to_first_feedback,
    );
  }
  for (const check of commit.check_runs) {
    const row = runs.find((item) => item.name === check.name && String(item.external_id) === check.id);
    expect(
      { provider: row?.provider, state: row?.state, started: ms(row?.started_at), finished: ms(row?.finished_at) },
      `${sequence} ${check.name}`,
    ).toEqual({
      provider: check.app,
      state: check.conclusion,
      started: ms(check.first_started_at),
      finished: ms(check.completed_at),
    });
  }
  for (const workflow of commit.workflow_runs) {
    const row = workflows.find((item) => `${item.run_id}#${item.attempt}` === workflow.id);
    expect({ name: row?.workflow ?? row?.name, state: row?.state, seconds: row?.duration_seconds }, sequence).toEqual({
      name: workflow.name,
      state: workflow.conclusion ?? 'queued',
      seconds: workflow.seconds,
    });
  }
  for (const job of commit.workflow_jobs) {
    const row = runs.find((item) => String(item.external_id) === job.id);
    expect(
      { state: row?.state, queue: row?.queue_seconds, run: row?.run_seconds, queued: ms(row?.queued_at) },
      `${sequence} ${job.name}`,
    ).toEqual({
      // The one job of the recordings that GitHub says is waiting waits for a person: a state of its own.
      state: job.conclusion ?? (sequence.startsWith('lineville__elastic-machines-testing') ? 'waiting' : 'queued'),
      queue: job.queue_seconds,
      run: job.run_seconds,
      queued: ms(job.created_at),
    });
  }
}

/**
 * Cycles that began with a pending status come out exactly. A final that repeats the one before is a repeat by our rule
 * and no run of its own, where the recording's reader listed it as an orphan: overlapping builds have no exact pairing.
 */
async function expectStatuses(
  sequence: string,
  runs: readonly Item[],
  contexts: ExpectedCommit['status_contexts'],
): Promise<void> {
  for (const [context, { cycles }] of Object.entries(contexts)) {
    const distinct = cycles.filter(
      (cycle, index) => cycle.first_pending !== null || cycle.state !== cycles[index - 1]?.state,
    );
    const found = runs
      .filter((item) => item.name === context)
      .sort((a, b) => (a.occurrence as number) - (b.occurrence as number));
    expect(
      found.map((item) => ({ state: item.state, finished: ms(item.finished_at), seconds: item.duration_seconds })),
      `${sequence} ${context}`,
    ).toEqual(
      distinct.map((cycle) => ({
        state: cycle.state === 'error' ? errorOf(context) : cycle.state,
        finished: ms(cycle.terminal),
        seconds: cycle.seconds,
      })),
    );
  }
}

/**
 * What a status "error" of the recordings means by the profile of who sent it: CircleCI's is "Your CircleCI tests were canceled", and
 * Jenkins calls a failed build so, "This commit cannot be built".
 */
function errorOf(context: string): string {
  if (context.startsWith('ci/circleci: ')) return 'cancelled';
  return context.startsWith('continuous-integration/jenkins/') ? 'failure' : 'error';
}
