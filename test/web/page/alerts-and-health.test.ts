import { describe, expect, it } from 'vitest';
import { pageRoutes } from '../../../src/web/page/page-routes.tsx';
import { type FakeStore, fakeStore } from '../../support/fake-store.ts';
import { objectives } from '../../support/objectives.ts';
import { pageParts } from '../../support/page-parts.ts';
import { webOver } from '../../support/web.ts';

const now = Date.UTC(2026, 0, 6, 12);

async function open(path: string, answers: Partial<FakeStore> = {}) {
  const read = fakeStore({ readObjectives: async () => objectives, ...answers });
  const routes = pageRoutes(pageParts({ read, clock: () => now, notes: async () => ['It stands aside.'] }));
  const response = await webOver(routes).ask(path);
  return { status: response.status, body: await response.text() };
}

describe('alerts and health', () => {
  it('firing and pending alerts stand first, and those that fired before', async () => {
    const [objective] = objectives;
    const progress = {
      state: 'firing' as const,
      isFrozen: true,
      pendingAt: now - 60_000,
      firingAt: now - 60_000,
      resolvedAt: null,
      heldMs: null,
      peakBadRatio: 0.5,
      minute: now,
    };
    const slo = objective?.name ?? '';
    const { body } = await open('/alerts', {
      readAlertStates: async () => [
        { slo, policy: 'burn-1h-5m', condition: 'burn-1h-5m', instance: '', severity: 'page', progress },
        {
          slo,
          policy: 'burn-6h-30m',
          condition: 'burn-6h-30m',
          instance: '',
          severity: 'page',
          progress: { ...progress, state: 'pending', firingAt: null, isFrozen: false },
        },
        { slo, policy: 'burn-1h-5m', condition: 'burn-1h-5m', instance: 'repository=o/r', severity: 'page', progress },
      ],
      readRaisedAlerts: async () =>
        [now, null].map((resolvedAt) => ({
          slo,
          policy: 'p',
          condition: 'c',
          severity: 'page',
          pendingAt: 0,
          firingAt: now - 600_000,
          resolvedAt,
          peakBurnRate: 20,
          bad: 7,
        })),
    });

    expect(body).toMatch(/2 alerts fire\. {1,2}1 more may fire soon\./);
    expect(body).toContain('firing, frozen');
    expect(body).toContain('repository=o/r');
    expect(body).toContain('goes on');
    expect((await open('/alerts')).body).toContain('No alert fires.');
  });

  it('health tells how far behind it is, and which systems are away', async () => {
    const well = await open('/health');
    const ill = await open('/health', {
      readLagMs: async () => 600_000,
      readSourceStandings: async () => [
        {
          slo: 'a',
          doneFrom: 0,
          doneTo: now,
          sweptTo: null,
          sweptAt: null,
          awaySince: now - 1000,
          awayReason: null,
          failures: 1,
          tookMs: null,
          pending: 0,
        },
        {
          slo: 'b',
          doneFrom: 0,
          doneTo: now,
          sweptTo: null,
          sweptAt: null,
          awaySince: null,
          awayReason: null,
          failures: 0,
          tookMs: 1,
          pending: 0,
        },
      ],
    });

    expect(well.body).toContain('cislo is well');
    expect(well.body).toContain('It stands aside.');
    expect(ill.body).toContain('cislo is behind');
    expect(ill.body).toContain('no reason is known');
    expect(ill.body).toContain('answers');
  });
});
