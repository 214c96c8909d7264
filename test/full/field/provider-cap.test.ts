import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toFieldCase } from './own-cases/own-case.ts';
import { status } from './own-cases/tell.ts';
import { readLists, readSums } from './support/answers.ts';
import { type FieldApp, startFieldApp } from './support/start-field-app.ts';

const most = 50;
const systems = Array.from({ length: most + 10 }, (_, index) => `acme-robot-${String(index).padStart(2, '0')}`);
const many = toFieldCase({
  name: 'many-systems',
  rule: 'The metric label keeps the 50 busiest, the rest is other.',
  // The first 50 report two builds each, the others one.
  told: systems.flatMap((sender, index) =>
    ['build one', 'build two']
      .slice(0, index < most ? 2 : 1)
      .map((name) => status(`${sender}: ${name}`, 'success', '10:00:05', null, { sender })),
  ),
  expected: {},
});

/** The values of a family by provider, builds only. */
async function byProvider(url: string, family: string): Promise<ReadonlyMap<string, number>> {
  const values = new Map<string, number>();
  for (const [series, value] of (await readSums(url)).series) {
    const provider = /provider="([^"]*)"/.exec(series)?.[1];
    if (provider === undefined || !series.startsWith(`${family}{`) || !series.includes('kind="build"')) continue;
    values.set(provider, (values.get(provider) ?? 0) + value);
  }
  return values;
}

describe('more systems than the label holds', () => {
  let app: FieldApp;
  beforeAll(async () => {
    app = await startFieldApp();
    await app.send(many.deliveries, 8);
    await app.drain();
  });
  afterAll(() => app.stop());

  test.each(['cislo_jobs_queued_total', 'cislo_jobs_finished_total', 'cislo_job_duration_seconds_count'])(
    '%s names the busiest 50 and adds the rest up',
    async (family) => {
      const values = await byProvider(app.url, family);

      expect([...values.keys()].filter((name) => name !== 'other').sort()).toEqual(systems.slice(0, most));
    },
  );

  test('no run is lost from the sum', async () => {
    const values = await byProvider(app.url, 'cislo_jobs_queued_total');

    expect(values.get('other')).toBe(10);
    expect([...values.values()].reduce((sum, value) => sum + value, 0)).toBe(2 * most + 10);
  });

  test('the rows keep every name', async () => {
    const { runs } = await readLists(app.url, many);

    expect(new Set(runs.map(({ provider }) => provider)).size).toBe(systems.length);
  });
});
