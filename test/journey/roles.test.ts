import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CookieBrowser } from '../support/cookie-browser.ts';
import type { GithubPerson } from '../support/github-people.ts';
import { alice, bob, type SignInServer, startSignInServer } from './support/sign-in-server.ts';

let place: SignInServer;
let url: string;
let folder: string;
let viewer: CookieBrowser;
let editor: CookieBrowser;
let admin: CookieBrowser;
const root: GithubPerson = { id: 99, login: 'Root', repositories: [] };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cislo-test-roles-'));
  const config = join(folder, 'cislo.yaml');
  writeFileSync(config, 'access: { editors: [BOB], admins: [root] }\n');
  place = await startSignInServer({ CISLO_CONFIG: config });
  url = place.url;
  viewer = await place.signIn(alice);
  editor = await place.signIn(bob);
  admin = await place.signIn(root);
}, 60_000);
afterAll(async () => {
  await place.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** OpenSLO of an SLO over job runs of one repository, or over what is given. */
function documentOf(
  name: string,
  total: string,
  good = `{ type: cislo, spec: { event: job-run, where: "state = 'queued'" } }`,
) {
  return `apiVersion: openslo/v1
kind: SLO
metadata: { name: ${name} }
spec:
  service: ci
  indicator:
    metadata: { name: ${name} }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: ${good} }
        total: { metricSource: ${total} }
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.9 }]
`;
}
const over = (repository: string) => `{ type: cislo, spec: { event: job-run, where: "repository = '${repository}'" } }`;
const elsewhere = `apiVersion: openslo/v1
kind: DataSource
metadata: { name: metrics }
spec: { type: Prometheus, connectionDetails: { url: "http://127.0.0.1:9" } }
---
${documentOf(
  'elsewhere',
  '{ metricSourceRef: metrics, type: Prometheus, spec: { query: "sum(b)" } }',
  '{ metricSourceRef: metrics, type: Prometheus, spec: { query: "sum(a)" } }',
)}`;

function send(browser: CookieBrowser, method: string, path: string, body?: string) {
  const headers = body === undefined ? {} : { 'content-type': 'application/yaml' };
  return browser.ask(url + path, { method, headers, ...(body === undefined ? {} : { body }) });
}
const statusOf = async (browser: CookieBrowser, path: string) => (await browser.ask(url + path)).status;

describe('roles', () => {
  it('an editor stores, changes and deletes SLOs; a viewer does not', async () => {
    const document = documentOf('his', over('octo/his'));
    const byViewer = await send(viewer, 'POST', '/api/slos', document);
    const stored = await send(editor, 'POST', '/api/slos', document);
    const replaced = await send(editor, 'PUT', '/api/slos/his', document.replace('0.9', '0.8'));
    expect([byViewer.status, stored.status, replaced.status]).toEqual([403, 201, 200]);
    expect(await statusOf(viewer, '/slos/new')).toBe(403);

    const page = await (await editor.ask(`${url}/slos/his/edit`)).text();
    expect(page).toContain('bob stored version 2');
    const forged = await editor.ask(`${url}/slos/his/delete`, { method: 'POST', body: new URLSearchParams({}) });
    const deleted = await editor.send(`${url}/slos/his/edit`, '/slos/his/delete');
    expect([forged.status, deleted.status]).toEqual([403, 303]);
  });

  it('an admin reads who did what; nobody else does', async () => {
    const { items } = (await (await admin.ask(`${url}/api/audit`)).json()) as {
      readonly items: readonly { readonly actor: string; readonly action: string; readonly subject: string }[];
    };

    const told = items.map(({ actor, action, subject }) => `${actor} ${action} ${subject}`);
    expect(told).toContain('bob slo_stored his');
    expect(told).toContain('bob slo_deleted his');
    expect(told).toContain('Alice sign_in Alice');
    const page = (await (await admin.ask(`${url}/api/audit?limit=2`)).json()) as { readonly next: string };
    const rest = (await (await admin.ask(`${url}/api/audit?cursor=${page.next}`)).json()) as {
      readonly items: unknown[];
    };
    expect(rest.items).toHaveLength(items.length - 2);
    expect([await statusOf(editor, '/api/audit'), await statusOf(viewer, '/api/audit')]).toEqual([403, 403]);
  });

  it('only an admin makes the server ask another system', async () => {
    const stored = await send(editor, 'POST', '/api/slos', elsewhere);
    const previewed = await send(editor, 'POST', '/api/slos/preview', elsewhere);
    const byAdmin = await send(admin, 'POST', '/api/slos/preview', elsewhere);

    expect([stored.status, previewed.status, byAdmin.status]).toEqual([403, 403, 502]);
    expect(await stored.json()).toMatchObject({ error: expect.stringContaining('only admins') });
  });

  it('only an admin counts what is of no repository', async () => {
    const sent = documentOf(
      'sent',
      '{ type: cislo, spec: { event: custom } }',
      `{ type: cislo, spec: { event: custom, where: "outcome = 'success'" } }`,
    );
    const answers = await Promise.all([
      send(editor, 'POST', '/api/slos', sent),
      send(editor, 'POST', '/api/slos/preview', sent),
      send(admin, 'POST', '/api/slos/preview', sent),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 200]);
  });
});

describe('an SLO that names a repository', () => {
  beforeAll(async () => {
    expect((await send(admin, 'POST', '/api/slos', documentOf('hers', over('octo/hers')))).status).toBe(201);
  });

  it('is there for those who reach it, with its definition, and for admins', async () => {
    expect(await statusOf(viewer, '/api/slos/hers/status')).toBe(200);
    expect(await (await viewer.ask(`${url}/slos/hers`)).text()).toContain('octo/hers');
    expect(await statusOf(admin, '/slos/hers')).toBe(200);
  });

  it.each([
    ...[
      '/api/slos/hers',
      '/api/slos/hers/status',
      '/api/slos/hers/history',
      '/api/slos/hers/events',
      '/api/slos/hers/alerts',
    ],
    ...['/api/slos/hers/backfill', '/slos/hers', '/slos/hers/badge.svg', '/slos/hers/events.csv', '/slos/hers/edit'],
  ])('is not there at %s for others, an editor among them', async (path) => {
    expect(await statusOf(editor, path)).toBe(404);
  });

  it('is not changed, not deleted, not compared and not named by others', async () => {
    const put = await send(editor, 'PUT', '/api/slos/hers', documentOf('hers', over('octo/his')));
    const removed = await send(editor, 'DELETE', '/api/slos/hers');
    const compared = await editor.ask(`${url}/api/slos/hers/bubbleup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect([put.status, removed.status, compared.status]).toEqual([404, 404, 404]);
    for (const path of ['/', '/api/slos', '/api/alerts', '/alerts', '/services/ci', '/api/slos/nothing'])
      expect(await (await editor.ask(url + path)).text()).not.toMatch(/hers/);
    expect(await statusOf(viewer, '/api/slos/hers/status')).toBe(200);
  });
});
