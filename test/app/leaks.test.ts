import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app/create-app.ts';
import { createRoutes } from '../../src/app/create-routes.ts';
import { configFiles } from '../../src/app/read-settings.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { changeStoredSlo } from '../../src/generation/change-stored-slo.ts';
import { ownVersions } from '../../src/generation/deployment.ts';
import { openMeasured } from '../../src/measure/open-measured.ts';
import { createMetrics } from '../../src/metrics/create-metrics.ts';
import type { LogEntry } from '../../src/model/delivery.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import type { AccessSettings } from '../../src/web/access/access-settings.ts';
import type { AccessRule } from '../../src/web/route/access-rule.ts';
import type { BoundRoute } from '../../src/web/route/route.ts';
import { sloFolder } from '../journey/support/slo-documents.ts';
import { memoryLog } from '../support/door-server.ts';
import { entryOf, minute, noon, pullRequest, status } from '../support/entries.ts';
import { definitions } from '../support/explainable.ts';
import { webOver } from '../support/web.ts';

/** One repository that everyone may see; one that is listed but private on GitHub; one that is public there but not listed. */
const repositories = [
  { id: 1, fullName: 'octo/open', private: false, headSha: 'a'.repeat(40), job: 'open-build' },
  { id: 2, fullName: 'secret-org/mystery', private: true, headSha: 'b'.repeat(40), job: 'mystery-build' },
  { id: 3, fullName: 'quiet-org/unlisted', private: false, headSha: 'c'.repeat(40), job: 'unlisted-build' },
];
const everyone = { slos: ['build-completion'], repositories: ['octo/open', 'secret-org/mystery'] };
/** What names a repository, a commit, a job or an objective that is not public. */
const secrets = [
  'secret-org',
  'mystery',
  'b'.repeat(8),
  'quiet-org',
  'unlisted',
  'c'.repeat(8),
  'first-status',
  'test-completion',
];

interface Viewpoint {
  readonly access: AccessSettings;
  /** What a route of each rule answers when there is nothing wrong with the request. */
  readonly expected: Readonly<Record<AccessRule, number>>;
}
const viewpoints = {
  anonymous: {
    access: { bindHost: '0.0.0.0', metricsToken: 'token-of-metrics', eventsToken: null, everyone: null },
    expected: { open: 200, token: 401, events: 401, setup: 403, local: 403, write: 403, public: 403, private: 403 },
  },
  public: {
    access: { bindHost: '0.0.0.0', metricsToken: 'token-of-metrics', eventsToken: null, everyone },
    expected: { open: 200, token: 401, events: 401, setup: 403, local: 403, write: 403, public: 200, private: 403 },
  },
  system: {
    access: { bindHost: '127.0.0.1', metricsToken: null, eventsToken: null, everyone },
    // What is written here is no SLO.
    expected: { open: 200, token: 200, events: 200, setup: 200, local: 200, write: 422, public: 200, private: 200 },
  },
} as const satisfies Record<string, Viewpoint>;

let dataDir: string;
let sloDir: string;
let app: App;
let ids: Readonly<Record<string, readonly string[]>>;
const log = memoryLog();
const clock = () => noon + 30 * minute;

function config(host: string) {
  return readConfig({ HOST: host, CISLO_DATA_DIR: dataDir, CISLO_SLO_DIR: sloDir }, configFiles);
}

/** The built-in SLOs, each with an instance for each repository and job; deliveries have no job. */
function slosWithInstances(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cislo-test-slos-'));
  for (const name of readdirSync(sloFolder)) {
    const columns = name.startsWith('webhook')
      ? 'repository'
      : name.startsWith('first')
        ? 'repository, head_sha'
        : 'repository, name';
    const text = readFileSync(join(sloFolder, name), 'utf8');
    const annotated = text.replace(
      /^ {2}displayName: .*\n/m,
      `$&  annotations: { cislo.dev/group-by: "${columns}" }\n`,
    );
    writeFileSync(join(folder, name), annotated);
  }
  return folder;
}

/** The table of routes as a server at this address has it. */
function routesAt(host: string): readonly BoundRoute[] {
  const { store } = app;
  return createRoutes({
    config: config(host),
    store,
    definitions: async () => definitions,
    notes: async () => [],
    changeSlo: (action, change) => changeStoredSlo(store.db, action, change, ownVersions, clock()),
    openMeasured: (indicator, graceMs) =>
      openMeasured(indicator, { db: store.db, readVariable: () => undefined, clock, graceMs }),
    metrics: createMetrics({ store: store.read, config: config(host), clock }),
    verify: async () => ({ checked: 1, differences: [] }),
    isStopping: () => false,
    clock,
    log,
  });
}

function history({
  id,
  fullName,
  private: isPrivate,
  headSha,
  job,
}: (typeof repositories)[number]): readonly LogEntry[] {
  const repository = { host: 'github.com', id, fullName, private: isPrivate, installationId: 1 };
  return [
    pullRequest({ at: noon, headSha, url: `https://github.com/${fullName}/pull/1` }),
    status({ at: noon + 1000, headSha, name: job, url: `https://ci.example/${fullName}` }),
    status({ at: noon + minute, phase: 'final', headSha, name: job, url: `https://ci.example/${fullName}` }),
    status({ at: noon + 2 * minute, headSha, name: `${job}-open` }),
  ].map((observation) => entryOf(observation, { repository }));
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cislo-test-leaks-'));
  sloDir = slosWithInstances();
  app = await createApp({ config: config('127.0.0.1'), log, clock });
  await app.store.append(repositories.flatMap(history));
  expect(await app.drain(60_000)).toBe(true);
  const { read } = app.store;
  const [slos, runs, revisions] = await Promise.all([
    read.readObjectives(systemViewer),
    read.listRuns(systemViewer, {}),
    read.listRevisions(systemViewer, {}),
  ]);
  ids = {
    slos: slos.map(({ name }) => name),
    runs: runs.items.map(({ id }) => id),
    revisions: revisions.items.map(({ id }) => id),
  };
});
afterAll(async () => {
  await app.stop();
  for (const folder of [dataDir, sloDir]) rmSync(folder, { recursive: true, force: true });
});

/** Every address of a route that there is something at. */
function addressesOf({ path }: BoundRoute): readonly string[] {
  const [, of] = /\/(\w+)\/\{id\}/.exec(path) ?? [];
  if (of === undefined) return [path];
  const own = (ids[of] ?? []).map((id) => path.replace('{id}', id));
  // The page tells more where it is asked to compare.
  return path === '/slos/{id}' ? [...own, ...own.map((address) => `${address}?compare=yes`)] : own;
}

/** A request of the route's method, where it takes a document with one that is none. */
function requestOf({ method, body }: BoundRoute): RequestInit {
  if (body === null) return { method };
  if (!('media' in body)) return { method, headers: { 'content-type': 'application/json' }, body: '{}' };
  return { method, headers: { 'content-type': 'application/yaml' }, body: 'kind: none' };
}

async function askAll(viewpoint: keyof typeof viewpoints) {
  const { access, expected } = viewpoints[viewpoint];
  const routes = routesAt(access.bindHost);
  const { ask } = webOver(routes, { access, readFreshness: (viewer) => app.store.read.readFreshness(viewer, clock()) });
  const answers = [];
  for (const route of routes) {
    for (const address of addressesOf(route)) {
      const response = await ask(address, requestOf(route));
      answers.push({
        address,
        route,
        // Those that there are come from files.
        expected: route.method === 'DELETE' && viewpoint === 'system' ? 409 : expected[route.access],
        status: response.status,
        text: `${await response.text()} ${JSON.stringify([...response.headers])}`,
      });
    }
  }
  return answers;
}

describe('every route of the table', () => {
  it.each(['anonymous', 'system'] as const)('answers the %s viewer as its rule says', async (viewpoint) => {
    const answers = await askAll(viewpoint);

    // A set-up that was not begun is refused by the set-up itself.
    const own = answers.filter(({ address }) => address !== '/probot/setup');
    expect(own.map(({ address, route, status }) => `${route.method} ${address} ${status}`)).toEqual(
      own.map(({ address, route, expected }) => `${route.method} ${address} ${expected}`),
    );
  });

  it('answers everyone as its rule says, and of an objective that is not chosen that there is none', async () => {
    const answers = await askAll('public');

    const own = answers.filter(({ address }) => address !== '/probot/setup');
    expect(own.map(({ address, route, status }) => `${route.method} ${address} ${status}`)).toEqual(
      own.map(({ address, route, expected }) => {
        const isAnothers =
          route.access === 'public' &&
          /^(\/api)?\/slos\/\{id\}/.test(route.path) &&
          !address.includes('build-completion');
        return `${route.method} ${address} ${isAnothers ? 404 : expected}`;
      }),
    );
  });
});

describe('what is not public', () => {
  it.each(['anonymous', 'public'] as const)('is in no answer to the %s viewer', async (viewpoint) => {
    const leaks = (await askAll(viewpoint)).flatMap(({ address, text }) => {
      // An answer may repeat what was asked for.
      const told = text.replaceAll(address, '').replaceAll(/there is no SLO '[\w-]+'/g, '');
      return secrets.filter((secret) => told.includes(secret)).map((secret) => `${address}: ${secret}`);
    });

    expect(leaks).toEqual([]);
  });

  it('is in no document either: everyone gets none, the system viewer does', async () => {
    const statuses = [];
    for (const viewpoint of ['public', 'system'] as const) {
      const { access } = viewpoints[viewpoint];
      const { ask } = webOver(routesAt(access.bindHost), { access });
      const response = await ask('/api/slos/build-completion', { headers: { accept: 'application/yaml' } });
      statuses.push([response.status, response.headers.get('content-type')]);
    }

    expect(statuses).toEqual([
      [403, 'application/json; charset=utf-8'],
      [200, 'application/yaml; charset=utf-8'],
    ]);
  });

  it('is there: the system viewer sees each of it', async () => {
    const all = (await askAll('system')).map(({ text }) => text).join('\n');

    expect(secrets.filter((secret) => !all.includes(secret))).toEqual([]);
  });

  it('keeps nobody from what is: everyone sees the listed repository and the chosen objective', async () => {
    const answers = await askAll('public');
    const textOf = (path: string) =>
      answers.find(({ address, route }) => address === path && route.method === 'GET')?.text ?? '';

    expect(textOf('/api/runs')).toContain('open-build');
    expect(textOf('/api/revisions')).toContain('octo/open');
    expect(textOf('/')).toContain('octo/open');
    expect(textOf('/')).toContain('build-completion');
    // A chosen objective is public as a number, over all repositories.
    expect(textOf('/api/slos/build-completion/status')).toContain('"good":3');
  });
});
