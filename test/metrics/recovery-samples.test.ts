import { describe, expect, test } from 'vitest';
import { noNotices } from '../../src/act/notice/notice-settings.ts';
import { createMetrics } from '../../src/metrics/create-metrics.ts';
import type { Objective } from '../../src/model/objective.ts';
import { type FakeStore, fakeStore, total } from '../support/fake-store.ts';
import { objectives } from '../support/objectives.ts';

const [first] = objectives;
const acceptance = {
  ...first,
  name: 'acceptance',
  indicator: { ...first?.indicator, eventType: 'delivery' },
} as Objective;

async function scrape(answers: Partial<FakeStore>, counted = [...objectives, acceptance]): Promise<string> {
  const labels = {
    repository: { enabled: false, max: 10 },
    provider: { max: 50 },
    instance: { enabled: false, max: 50 },
  };
  const metrics = createMetrics({
    store: fakeStore({ readObjectives: async () => counted, ...answers }),
    config: { notices: noNotices, labels },
    clock: () => Date.UTC(2026, 0, 5),
  });
  return (await metrics.render(undefined)).body;
}

const accepted: Partial<FakeStore> = {
  readSloCounts: async (_viewer, windows) => windows.map((window) => ({ ...window, good: 3, bad: 1, excluded: 0 })),
};

describe('what GitHub’s list of deliveries tells', () => {
  test('is at 0 from the start, and the ratio of nothing is absent', async () => {
    const body = await scrape({});

    expect(body).toMatch(/^cislo_webhook_missed_total 0$/m);
    for (const result of ['recovered', 'ignored', 'lost'])
      expect(body).toContain(`cislo_webhook_recovery_total{result="${result}"} 0`);
    expect(body).not.toMatch(/^cislo_webhook_acceptance_ratio/m);
  });

  test('is counted in the database', async () => {
    const body = await scrape({
      readTotals: async () => [
        total({ name: 'webhook_missed', value: 4 }),
        total({ name: 'webhook_recovery', label: 'recovered', value: 3 }),
      ],
    });

    expect(body).toMatch(/^cislo_webhook_missed_total 4$/m);
    expect(body).toContain('cislo_webhook_recovery_total{result="recovered"} 3');
  });

  test('gives the ratio of the objective that counts deliveries, when there is one', async () => {
    expect(await scrape(accepted)).toMatch(/^cislo_webhook_acceptance_ratio 0.75$/m);
    expect(await scrape(accepted, [...objectives])).not.toMatch(/^cislo_webhook_acceptance_ratio/m);
  });
});
