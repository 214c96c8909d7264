import { describe, expect, it } from 'vitest';
import { draftOpenSlo, type SloDraft } from '../../../src/generate/draft-openslo.ts';
import { CisloError } from '../../../src/model/error.ts';
import { type PageParts, pageRoutes } from '../../../src/web/page/page-routes.tsx';
import { fakeStore } from '../../support/fake-store.ts';
import { objectives } from '../../support/objectives.ts';
import { pageParts } from '../../support/page-parts.ts';
import { webOver } from '../../support/web.ts';

const storedOne = { ...objectives[0]!, name: 'mine', origin: 'stored' as const };
const good = {
  ...{ name: 'mine', service: 'ci', event: 'job-run', where: "kind = 'build'", good: "state = 'success'" },
  ...{ target: '99', window: '30d', method: 'Occurrences' },
};

function send(path: string, fields: Readonly<Record<string, string>> | null, parts: Partial<PageParts> = {}) {
  const read = fakeStore({
    readObjectives: async () => [...objectives, storedOne],
    readNamedProviders: async () => ['jenkins'],
    listJudgedBad: async () => [
      { id: 'x', type: 'job-run', at: 0, verdict: 'bad', url: 'https://x.example', attributes: { name: 'broken' } },
      { id: 'y', type: 'job-run', at: 0, verdict: 'bad', url: null, attributes: {} },
    ],
    judgeMinutes: async () => [
      { at: Math.floor((Date.now() - 3_600_000) / 60_000) * 60_000, good: 1, bad: 9, excluded: 0, pending: 0 },
    ],
  });
  const routes = pageRoutes(pageParts({ read, ...parts }));
  const init = fields === null ? {} : { method: 'POST', body: new URLSearchParams(fields) };
  return webOver(routes).ask(path, init);
}

describe('the form of a new SLO', () => {
  it('offers the columns and values that there are', async () => {
    const body = await (await send('/slos/new', null)).text();

    expect(body).toContain('<option value="finished_at">');
    expect(body).toContain('provider = &#39;jenkins&#39;');
  });

  it('previews, keeps what was written, and stores nothing', async () => {
    const changes: unknown[] = [];
    const changeSlo = async (...change: readonly unknown[]) => void changes.push(change);
    const response = await send('/slos/new', { ...good, do: 'preview' }, { changeSlo });
    const body = await response.text();

    expect([response.status, changes]).toEqual([200, []]);
    expect(body).toMatch(/1 good and 9 bad events/);
    expect(body).toContain('broken');
    expect(body).toContain('value="mine"');
  });

  it('stores in the name of whoever sends it, and leads to the page of the SLO', async () => {
    const changes: unknown[] = [];
    const changeSlo = async (...change: readonly unknown[]) => void changes.push(change);
    const response = await send('/slos/new', { ...good, do: 'save' }, { changeSlo });

    expect([response.status, response.headers.get('location')]).toEqual([303, '/slos/mine']);
    expect(changes).toMatchObject([['create', { name: 'mine', changedBy: 'this machine' }]]);
  });

  it('goes on as OpenSLO', async () => {
    const body = await (await send('/slos/new', { ...good, do: 'document', event: 'nothing' })).text();

    expect(body).toContain('<textarea');
    expect(body).toContain('event: nothing');
  });

  it.each([
    [{ ...good, good: 'stat = 1' }, /stat/],
    [{ ...good, event: 'nothing' }, /event/],
    [{}, /name/],
  ])('says what is wrong: %#', async (fields, expected) => {
    const response = await send('/slos/new', { ...fields, do: 'save' });

    expect(response.status).toBe(422);
    expect(await response.text()).toMatch(expected);
  });

  it.each(['conflict', 'not_allowed'] as const)('says beside the form that it cannot be stored: %s', async (code) => {
    const changeSlo = async () => {
      throw new CisloError(code, 'it is not to be');
    };
    const response = await send('/slos/new', { ...good, do: 'save' }, { changeSlo });

    expect(response.status).toBe(422);
    expect(await response.text()).toContain('it is not to be');
  });

  it.each([new CisloError('database_unreachable', 'away'), new Error('a bug')])(
    'does not hide another failure',
    async (error) => {
      const changeSlo = async () => {
        throw error;
      };

      expect((await send('/slos/new', { ...good, do: 'save' }, { changeSlo })).status).toBeGreaterThanOrEqual(500);
    },
  );
});

describe('the page that changes an SLO', () => {
  const empty = Object.fromEntries(
    [
      'displayName',
      'description',
      'exclude',
      'from',
      'until',
      'within',
      'slice',
      'sliceTarget',
      'tier',
      'owner',
      'contact',
      'groupBy',
      'visibleTo',
    ].map((name) => [name, '']),
  );
  const document = draftOpenSlo({ ...empty, ...good } as SloDraft);

  it('shows one from a file and cannot change it', async () => {
    const body = await (await send(`/slos/${objectives[0]!.name}/edit`, null)).text();

    expect(body).toContain('comes from the file');
    expect(body).not.toContain('<textarea');
  });

  it('tells who changed it', async () => {
    const readVersions = async () => [
      { version: 3, changedAt: 0, changedBy: 'octocat', document: 'kind: SLO' },
      { version: 2, changedAt: 0, changedBy: null, document: null },
    ];
    const body = await (await send('/slos/mine/edit', null, { readVersions })).text();

    expect(body).toContain('octocat stored version 3');
    expect(body).toContain('somebody deleted it');
  });

  it('previews and stores what was written', async () => {
    const changes: unknown[] = [];
    const changeSlo = async (...change: readonly unknown[]) => void changes.push(change);
    const previewed = await send('/slos/mine/edit', { document, do: 'preview' }, { changeSlo });
    const stored = await send('/slos/mine/edit', { document, do: 'save' }, { changeSlo });
    const fresh = await send('/slos/new/document', { document, do: 'save' }, { changeSlo });
    const wrong = await send(
      '/slos/mine/edit',
      { document: document.replaceAll('mine', 'other'), do: 'save' },
      { changeSlo },
    );
    const broken = await send('/slos/new/document', { document: 'kind: none', do: 'preview' }, { changeSlo });

    expect([previewed, stored, fresh, wrong, broken].map(({ status }) => status)).toEqual([200, 303, 303, 422, 422]);
    expect(changes).toMatchObject([
      ['replace', { name: 'mine' }],
      ['create', { name: 'mine' }],
    ]);
    expect(await wrong.text()).toContain('it must be mine');
  });

  it('deletes it', async () => {
    const changes: unknown[] = [];
    const changeSlo = async (...change: readonly unknown[]) => void changes.push(change);
    const response = await send('/slos/mine/delete', {}, { changeSlo });

    expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
    expect(changes).toEqual([['delete', { name: 'mine', content: null, changedBy: 'this machine' }]]);
  });
});
