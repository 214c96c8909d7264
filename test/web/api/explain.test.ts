import { describe, expect, test } from 'vitest';
import { usualGate } from '../../../src/act/gate/gate-settings.ts';
import { readBubbleUp } from '../../../src/status/read-bubble-up.ts';
import { apiRoutes } from '../../../src/web/api/api-routes.ts';
import { bindRoutes } from '../../../src/web/route/route.ts';
import { noon } from '../../support/entries.ts';
import { definitions, explainable, loggedRevision, loggedRun, revisionLog, runLog } from '../../support/explainable.ts';
import { type FakeStore, fakeStore } from '../../support/fake-store.ts';
import { webOver } from '../../support/web.ts';

const iso = (ms: number) => new Date(ms).toISOString();

async function ask(target: string, method = 'GET', answers: Partial<FakeStore> = explainable) {
  const routes = bindRoutes(apiRoutes, {
    read: fakeStore(answers),
    definitions: async () => definitions,
    compare: (...asked) => readBubbleUp(fakeStore(answers), ...asked),
    changeSlo: async () => {},
    openMeasured: () => ({ readMinutes: async () => [], close: async () => {} }),
    suggest: async () => ({ items: [], leftOut: [] }),
    gate: usualGate,
    reports: { teamSize: null, effort: {} },
    countDecision: () => {},
    clock: () => noon + 86_400_000,
  });
  const response = await webOver(routes).ask(target, { method });
  return { status: response.status, json: method === 'HEAD' ? null : JSON.parse(await response.text()) };
}

describe('the explanation of a run', () => {
  test('tells the words of its row with the lines that gave them', async () => {
    const { status, json } = await ask(`/api/runs/${loggedRun.id}/explain`);

    expect(status).toBe(200);
    expect(json.run).toMatchObject({ id: loggedRun.id, repository: 'octo/repo', state: 'success' });
    expect(json.provider).toEqual({ name: 'jenkins', because: expect.stringContaining('jenkins[bot]'), rule: null });
    expect(json.kind).toEqual({
      name: 'build',
      because: 'it is the first kind rule that knows the name',
      rule: { file: 'rules.yaml', line: 1 },
    });
    expect(json.role).toEqual({ name: 'ci', because: 'it has no profile', rule: null });
    expect(json.state).toMatchObject({ name: 'success', rule: { file: 'rules/github.yaml' } });
  });

  test('tells its reports in order, and what each was to it', async () => {
    const { json } = await ask(`/api/runs/${loggedRun.id}/explain`);

    expect(json.observations.map((one: { says: string }) => one.says)).toEqual([
      'pending',
      'in_progress',
      'success',
      '',
    ]);
    expect(json.observations[0]).toEqual({
      source: 'status',
      external_id: 1,
      name: 'build',
      app: null,
      sender: 'jenkins[bot]',
      says: 'pending',
      text: null,
      at: iso(noon + 1000),
      state: 'queued',
      rule: { file: 'rules/github.yaml', line: expect.any(Number) },
      built_in: null,
      contributed: { id: 'opened', text: 'opened the run' },
    });
    expect(json.observations[3]).toMatchObject({
      rule: null,
      built_in: { id: 'no_conclusion' },
      contributed: { id: 'hollow' },
    });
  });

  test('tells each verdict with its conditions', async () => {
    const { json } = await ask(`/api/runs/${loggedRun.id}/explain`);

    expect(json.verdicts).toEqual([
      {
        slo: 'build-completion',
        file: 'test',
        verdict: 'good',
        at: iso(noon + 60_000),
        from: { column: 'queued_at', at: iso(noon + 1000) },
        until: { column: 'finished_at', at: iso(noon + 60_000) },
        deadline_at: iso(noon + 1000 + 12 * 3_600_000),
        decision: { id: 'resolved_good', text: expect.stringContaining(iso(noon + 60_000)) },
        because: [
          {
            condition: 'where',
            text: "kind = 'build' and role = 'ci' and state <> 'waiting'",
            holds: true,
            rule: { file: 'test', line: 1 },
          },
          {
            condition: 'good',
            text: "state in ('success', 'failure')",
            holds: true,
            rule: { file: 'test', line: 2 },
          },
        ],
      },
    ]);
  });
});

describe('the explanation of a revision', () => {
  test('tells who owed an answer, what was looked at and what came of it', async () => {
    const { status, json } = await ask(`/api/revisions/${loggedRevision.id}/explain`);

    expect(status).toBe(200);
    expect(json.revision).toMatchObject({ id: loggedRevision.id, repository: 'octo/repo', verdict: 'good' });
    expect(json.expected).toEqual([]);
    expect(json.reports[0]).toEqual({
      provider: 'jenkins',
      ci: true,
      begins: true,
      at: iso(noon + 1000),
      weight: { id: 'answer', text: 'is the first answer' },
    });
    expect(json.decisions.map(({ id }: { id: string }) => id)).toEqual(['nobody_owes', 'answered']);
    expect(json.verdicts).toMatchObject([{ slo: 'first-status', verdict: 'good' }]);
  });

  test('names the lines and the revisions that made a provider expected', async () => {
    const before = { ...loggedRevision, pullRequest: 7, headSha: 'b'.repeat(40), changedAt: noon - 60_000 };
    const log = {
      ...revisionLog,
      history: [before, loggedRevision],
      answers: new Map([
        [
          before.headSha,
          { answers: [{ provider: 'jenkins', isCi: true, begins: true, at: noon - 50_000 }], skipsCi: false },
        ],
      ]),
    };

    const { json } = await ask(`/api/revisions/${loggedRevision.id}/explain`, 'GET', {
      readRevisionLog: async () => log,
    });

    expect(json.expected).toEqual([
      {
        provider: 'jenkins',
        owes: true,
        ci: true,
        rules: [],
        answered: [{ pull_request: 7, head_sha: before.headSha, action: 'opened', changed_at: iso(noon - 60_000) }],
      },
    ]);
    expect(json.revision.verdict).toBe('bad');
  });
});

describe('what is not there', () => {
  test.each(['run', 'revision'])('an unknown %s is 404 and says where ids come from', async (what) => {
    const { status, json } = await ask(`/api/${what}s/${'f'.repeat(32)}/explain`);

    expect(status).toBe(404);
    expect(json).toEqual({ error: `there is no ${what} '${'f'.repeat(32)}'; take the id from /api/${what}s` });
  });

  test('what is no id is 404 and says what one is', async () => {
    const { status, json } = await ask('/api/runs/12/explain');

    expect(status).toBe(404);
    expect(json.error).toBe("the id of a run is 32 hexadecimal digits in lower case, got '12'; take it from /api/runs");
  });

  test('a row whose log no longer makes it is 404', async () => {
    const stale = 'e'.repeat(32);
    const answers = { readRunLog: async () => runLog, readRevisionLog: async () => revisionLog };

    expect((await ask(`/api/runs/${stale}/explain`, 'GET', answers)).status).toBe(404);
    expect((await ask(`/api/revisions/${stale}/explain`, 'GET', answers)).status).toBe(404);
  });

  test('another method is 405, and HEAD is answered as GET', async () => {
    expect((await ask(`/api/runs/${loggedRun.id}/explain`, 'POST')).status).toBe(405);
    expect((await ask(`/api/runs/${loggedRun.id}/explain`, 'HEAD')).status).toBe(200);
  });

  test('a parameter is refused', async () => {
    expect((await ask(`/api/runs/${loggedRun.id}/explain?verbose=1`)).status).toBe(400);
  });
});
