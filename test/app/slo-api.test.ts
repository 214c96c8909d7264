import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app/create-app.ts';
import { configFiles } from '../../src/app/read-settings.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { memoryLog } from '../support/door-server.ts';
import { entryOf, hour, minute, noon, status } from '../support/entries.ts';
import { webOver } from '../support/web.ts';

let folder: string;
let app: App;
const now = noon + 20 * hour;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cislo-test-slo-api-'));
  app = await createApp({
    config: readConfig({ CISLO_DATA_DIR: folder }, configFiles),
    log: memoryLog(),
    clock: () => now,
  });
  await app.store.append(
    Array.from({ length: 12 }, (_, index) =>
      entryOf(
        status({
          at: noon + index * 10 * minute,
          headSha: index.toString(16).repeat(40),
          phase: index === 11 ? 'queued' : 'final',
          conclusion: index === 11 ? null : index < 3 ? 'timed_out' : 'success',
          url: index === 0 ? 'javascript:alert(1)' : `https://ci.example.org/${index}`,
        }),
      ),
    ),
  );
  expect(await app.drain(60_000)).toBe(true);
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

// biome-ignore lint/suspicious/noExplicitAny: an answer is looked at field by field
async function ask(path: string, expected = 200): Promise<any> {
  const response = await webOver(app.routes).ask(path);
  expect({ path, status: response.status }).toEqual({ path, status: expected });
  return response.json();
}

describe('the API of objectives', () => {
  it('lists them with where they come from and how far their numbers are made, by service and label', async () => {
    const { items } = await ask('/api/slos');
    const one = await ask('/api/slos/build-completion');

    expect(
      items.map(({ id, method, source, origin, state }: Record<string, string>) => [id, method, source, origin, state]),
    ).toEqual([
      ['build-completion', 'occurrences', 'cislo', 'file', 'ready'],
      ['first-status', 'occurrences', 'cislo', 'file', 'ready'],
      ['test-completion', 'occurrences', 'cislo', 'file', 'ready'],
      ['webhook-acceptance', 'occurrences', 'cislo', 'file', 'ready'],
    ]);
    expect(one).toEqual(items[0]);
    expect((await ask('/api/slos?service=nobody')).items).toEqual([]);
    expect((await ask('/api/slos?service=ci')).items).toHaveLength(3);
    expect((await ask('/api/slos?label=team:ci')).items).toEqual([]);
    await ask('/api/slos?label=team', 400);
    await ask('/api/slos/nothing', 404);
  });

  it('tells how one stood at a past minute, with what was pending then', async () => {
    const today = await ask('/api/slos/build-completion/status');
    const then = await ask(`/api/slos/build-completion/status?at=${new Date(noon + 45 * minute).toISOString()}`);

    expect([today.good, today.bad, today.pending]).toEqual([8, 4, 0]);
    expect([then.good, then.bad, then.pending]).toEqual([2, 3, 0]);
    const late = await ask(`/api/slos/build-completion/status?at=${new Date(noon + 3 * hour).toISOString()}`);
    expect([late.good, late.bad, late.pending, late.coverage]).toEqual([8, 3, 1, 11 / 12]);
    await ask(`/api/slos/build-completion/status?at=${new Date(now + hour).toISOString()}`, 400);
  });

  it('gives the history by steps, each with the budget of the window that ends with it', async () => {
    const since = new Date(noon).toISOString();
    const until = new Date(noon + 3 * hour).toISOString();

    const { items } = await ask(`/api/slos/build-completion/history?since=${since}&until=${until}&step=1h`);

    expect(items.map(({ at, good, bad }: Record<string, unknown>) => [at, good, bad])).toEqual([
      [since, 3, 3],
      [new Date(noon + hour).toISOString(), 5, 0],
      [new Date(noon + 2 * hour).toISOString(), 0, 0],
    ]);
    expect(items[0].sli).toBe(0.5);
    expect(items[2].sli).toBeNull();
    const status = await ask(
      `/api/slos/build-completion/status?at=${new Date(noon + 3 * hour - minute).toISOString()}`,
    );
    expect(items[2].budget_remaining_ratio).toBe(status.budget_remaining_ratio);
    await ask('/api/slos/build-completion/history?since=2020-01-01&step=1m', 400);
    await ask('/api/slos/build-completion/history?step=fast', 400);
  });

  it('lists the events behind the numbers with every column, each once, and only addresses of the web', async () => {
    const bad = await ask('/api/slos/build-completion/events?verdict=bad');
    const first = await ask('/api/slos/build-completion/events?limit=7');
    const second = await ask(`/api/slos/build-completion/events?limit=7&cursor=${first.next}`);

    expect(bad.items).toHaveLength(4);
    expect(bad.items[0]).toMatchObject({
      type: 'job-run',
      verdict: 'bad',
      repository: 'octo/repo',
      state: 'queued',
      attributes: { kind: 'build', queued_at: expect.stringMatching(/^20\d\d-.*Z$/), pull_requests: [] },
    });
    expect(bad.items.at(-1).url).toBeNull();
    const ids = [...first.items, ...second.items].map(({ event_id: id }: Record<string, string>) => id);
    expect(new Set(ids).size).toBe(12);
    expect(second.next).toBeNull();
    await ask('/api/slos/build-completion/events?verdict=odd', 400);
    await ask('/api/slos/build-completion/events?cursor=x', 400);
    expect((await ask('/api/slos/first-status/events')).items).toEqual([]);
    expect((await ask('/api/slos/webhook-acceptance/events')).items).toEqual([]);
  });

  it('says how far the numbers are made', async () => {
    expect(await ask('/api/slos/build-completion/backfill')).toMatchObject({
      state: 'ready',
      done_ratio: 1,
      eta_seconds: 0,
    });
  });
});
