import { describe, expect, it } from 'vitest';
import { pageRoutes } from '../../../src/web/page/page-routes.tsx';
import { statuspageIndicator, statuspageWord, worstSentence } from '../../../src/web/page/public/status-words.ts';
import { type FakeStore, fakeStore } from '../../support/fake-store.ts';
import { objectives } from '../../support/objectives.ts';
import { pageParts } from '../../support/page-parts.ts';
import { webOver } from '../../support/web.ts';

const now = Date.UTC(2026, 0, 6, 12);
const hour = 3_600_000;
const [first] = objectives;
const slo = first?.name ?? '';

async function open(path: string, answers: Partial<FakeStore> = {}, isTold = true) {
  const parts = pageParts();
  const announcements = isTold ? [{ date: '2026-01-02', at: Date.UTC(2026, 0, 2), text: 'The runners <move>' }] : [];
  const routes = pageRoutes({
    ...parts,
    read: fakeStore({ readObjectives: async () => objectives.slice(0, 1), ...answers }),
    config: {
      ...parts.config,
      publicUrl: isTold ? 'https://cislo.example.org' : null,
      statusPage: { title: 'CI of octo', contact: isTold ? '#ci' : null, announcements },
    },
    clock: () => now,
  });
  const response = await webOver(routes).ask(path);
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

const alert = (firingAt: number, resolvedAt: number | null) => ({
  slo,
  policy: 'p',
  condition: 'c',
  severity: 'page',
  pendingAt: firingAt,
  firingAt,
  resolvedAt,
  peakBurnRate: 20,
  bad: 4,
});
const troubled: Partial<FakeStore> = {
  readRaisedAlerts: async () => [alert(now - 5 * hour, now - 3 * hour), alert(now - hour, null)],
  readSloCounts: async (_viewer, windows) => windows.map((window) => ({ ...window, good: 90, bad: 10, excluded: 0 })),
  readSloDays: async () => [{ slo, at: Date.UTC(2026, 0, 6), good: 90, bad: 10, excluded: 0 }],
};

describe('the status page', () => {
  it('tells incidents, announcements, whom to contact and that nothing is guaranteed', async () => {
    const { status, body } = await open('/status', troubled);

    expect(status).toBe(200);
    expect(body).toContain('<h1>CI of octo</h1>');
    expect(body).toContain('A service level is missed.');
    expect(body.replaceAll('\u00a0', ' ')).toContain('it lasted 2 h');
    expect(body.replaceAll('\u00a0', ' ')).toContain('it goes on for 1 h');
    expect(body).toContain('The runners &lt;move&gt;');
    expect(body).toContain('no guarantee');
    expect(body).toContain('#ci');
  });

  it('says that there is nothing to tell before anything was counted', async () => {
    const { body } = await open('/status', {}, false);
    const { body: empty } = await open('/status', { readObjectives: async () => [] }, false);

    expect(body).toContain('nothing was counted yet');
    expect(body).toContain('<p>None.</p>');
    expect(empty).toContain('No service level is public here');
  });

  it('asks for what everyone may see, whoever looks', async () => {
    const viewers: unknown[] = [];
    await open('/status', {
      readObjectives: async (viewer) => {
        viewers.push(viewer);
        return [];
      },
    });

    expect(viewers).toEqual([{ kind: 'everyone', slos: [], repositories: [] }]);
  });

  it('is JSON in the shape of Statuspage', async () => {
    const { body } = await open('/status.json', troubled);

    expect(JSON.parse(body)).toMatchObject({
      page: { name: 'CI of octo', url: 'https://cislo.example.org/status' },
      status: { indicator: 'critical', description: 'A service level is missed.' },
      components: [{ name: first?.displayName, status: 'major_outage', position: 1 }],
      incidents: [
        { status: 'investigating', resolved_at: null },
        { status: 'resolved', impact: 'minor' },
      ],
    });
    expect(JSON.parse((await open('/status.json', {}, false)).body)).toMatchObject({
      page: { url: 'http://localhost/status' },
      status: { indicator: 'none' },
      incidents: [],
    });
  });

  it.each([
    ['/status.rss', 'application/rss+xml; charset=utf-8', '<item>'],
    ['/status.atom', 'application/atom+xml; charset=utf-8', '<entry>'],
  ])('is a feed at %s', async (path, type, item) => {
    const told = await open(path, troubled);

    expect([told.status, told.type]).toEqual([200, type]);
    expect(told.body.split(item)).toHaveLength(4);
    expect(told.body).toContain('Announcement');
    expect((await open(path, {}, false)).body).not.toContain(item);
  });

  it('has a word for every state', () => {
    const words = ['no_data', 'healthy', 'attention', 'warning', 'critical', 'exhausted'] as const;

    expect(words.map(statuspageIndicator)).toEqual(['none', 'none', 'none', 'minor', 'major', 'critical']);
    expect(words.map(statuspageWord)).toEqual([
      'operational',
      'operational',
      'operational',
      'degraded_performance',
      'degraded_performance',
      'major_outage',
    ]);
    expect(new Set(words.map(worstSentence)).size).toBe(6);
  });
});
