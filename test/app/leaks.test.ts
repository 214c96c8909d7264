import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app/create-app.ts';
import { createRoutes } from '../../src/app/create-routes.ts';
import { type Identities, openIdentities } from '../../src/app/open-identities.ts';
import { configFiles } from '../../src/app/read-settings.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { changeStoredSlo } from '../../src/generation/change-stored-slo.ts';
import { ownVersions } from '../../src/generation/deployment.ts';
import { openMeasured } from '../../src/measure/open-measured.ts';
import { createMetrics } from '../../src/metrics/create-metrics.ts';
import type { LogEntry } from '../../src/model/delivery.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import { readBubbleUp } from '../../src/status/read-bubble-up.ts';
import { readStoredVersions } from '../../src/store/stored-slo/read-stored-versions.ts';
import type { AccessSettings } from '../../src/web/access/access-settings.ts';
import type { BoundRoute } from '../../src/web/route/route.ts';
import { sloFolder } from '../journey/support/slo-documents.ts';
import { memoryLog } from '../support/door-server.ts';
import { entryOf, minute, noon, pullRequest, status } from '../support/entries.ts';
import { definitions } from '../support/explainable.ts';
import { webOver } from '../support/web.ts';
import { addressesNaming, expectedOf, requestOf } from './support/expected-status.ts';
import {
  everyone,
  names,
  openNames,
  people,
  repositories,
  secrets,
  type ViewpointName,
  viewpoints,
} from './support/viewpoints.ts';

let dataDir: string;
let sloDir: string;
let app: App;
/** By repository: the ids of its rows. */
let owned: Readonly<Record<string, readonly (readonly string[])[]>>;
let identities: Identities;
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
function routesAt({ bindHost: host, everyone: shown }: AccessSettings): readonly BoundRoute[] {
  const { store } = app;
  return createRoutes({
    // The status page shows what everyone may see, on every server.
    config: { ...config(host), public: shown, publicView: everyone },
    store,
    definitions: async () => definitions,
    notes: async () => [],
    people: identities,
    readVersions: (name) => readStoredVersions(store.db, name),
    compare: (...asked) => readBubbleUp(store.read, ...asked),
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
  identities = await openIdentities({ db: app.store.db, config: config('127.0.0.1'), log, clock });
  const { made } = await identities.tokens.make({
    name: 'token-of-carol',
    scope: 'read',
    days: 1,
    login: 'carol',
    host: 'github.com',
    repositories: [],
    actor: 'carol',
  });
  ids = {
    tokens: [made.id],
    slos: slos.map(({ name }) => name),
    runs: runs.items.map(({ id }) => id),
    revisions: revisions.items.map(({ id }) => id),
  };
  const of = (items: readonly { readonly id: string; readonly repository: string }[]) =>
    repositories.map(({ fullName }) => items.filter((one) => one.repository === fullName).map(({ id }) => id));
  owned = { runs: of(runs.items), revisions: of(revisions.items) };
});
afterAll(async () => {
  await app.stop();
  for (const folder of [dataDir, sloDir]) rmSync(folder, { recursive: true, force: true });
});

/** Every address of a route that there is something at. */
function addressesOf({ path }: BoundRoute): readonly string[] {
  if (path === '/services/{name}') return ['/services/ci'];
  if (path === '/api/gate') return ['/api/gate?service=ci&risk=high', '/api/gate?slo=build-completion&risk=low'];
  const month = new Date(noon).toISOString().slice(0, 7);
  if (path.endsWith('/{period}'))
    return [month, `${month}.md`]
      .map((name) => path.replace('{period}', name))
      .slice(0, path.startsWith('/api') ? 1 : 2);
  const [, of] = /\/(\w+)\/\{id\}/.exec(path) ?? [];
  if (of === undefined) return [path];
  const own = (ids[of] ?? []).map((id) => path.replace('{id}', id));
  // The page tells more where it is asked to compare.
  return path === '/slos/{id}' ? [...own, ...own.map((address) => `${address}?compare=yes`)] : own;
}

async function askAll(viewpoint: ViewpointName) {
  const { access, identity } = viewpoints[viewpoint];
  const routes = routesAt(access);
  const { ask } = webOver(routes, {
    access,
    identify: async () => identity,
    readFreshness: (viewer) => app.store.read.readFreshness(viewer, clock()),
  });
  const answers = [];
  for (const route of routes) {
    // A set-up that was not begun is refused by the set-up itself.
    if (route.path === '/probot/setup') continue;
    for (const address of addressesOf(route)) {
      const response = await ask(address, requestOf(route, identity));
      answers.push({
        address,
        route,
        expected: expectedOf(route, address, viewpoints[viewpoint], ids, owned),
        status: response.status,
        text: `${await response.text()} ${JSON.stringify([...response.headers])}`,
      });
    }
  }
  return answers;
}

describe('every route of the table', () => {
  it.each(names)('answers %s as its rule says', async (viewpoint) => {
    const answers = await askAll(viewpoint);

    const wrong = answers.filter(({ status, expected }) => !expected.includes(status));
    expect(
      wrong.map(({ address, route, status, expected }) => `${route.method} ${address} ${status}, not ${expected}`),
    ).toEqual([]);
    expect(answers.length).toBeGreaterThan(50);
  });
});

describe('what somebody may not see', () => {
  it.each(names)('is in no answer to %s', async (viewpoint) => {
    const leaks = (await askAll(viewpoint)).flatMap(({ address, text }) => {
      // An answer may repeat what was asked for.
      const told = text
        .replaceAll(address, '')
        .replaceAll(encodeURIComponent(address), '')
        .replaceAll(/there is no SLO '[\w-]+'/g, '');
      return viewpoints[viewpoint].hidden
        .filter((secret) => told.includes(secret))
        .map((secret) => `${address}: ${secret}`);
    });

    expect(leaks).toEqual([]);
  });

  it.each(people)('is not to be had by its name either, by %s', async (viewpoint) => {
    const { access, identity, sees, hidden } = viewpoints[viewpoint];
    const { ask } = webOver(routesAt(access), {
      access,
      identify: async () => identity,
      readFreshness: (viewer) => app.store.read.readFreshness(viewer, clock()),
    });
    const leaks: string[] = [];
    for (const [index, { fullName, job, headSha }] of repositories.entries()) {
      if (sees.some((one) => one === index)) continue;
      for (const address of addressesNaming(fullName, job, headSha)) {
        const text = await (
          await ask(address, identity === null ? {} : { headers: { authorization: 'Bearer x' } })
        ).text();
        const told = [
          decodeURIComponent(address),
          address,
          fullName,
          encodeURIComponent(fullName),
          job,
          headSha,
        ].reduce((left, own) => left.replaceAll(own, ''), text);
        if (hidden.some((secret) => told.includes(secret))) leaks.push(address);
        // What is counted of it is nothing, in lists and in sums.
        if (/"(good|bad)":[1-9]|"items":\[\{"(id|event_id|repository)"/.test(told)) leaks.push(`${address} counts`);
      }
    }

    expect(leaks).toEqual([]);
  });

  it('is in no document either: everyone gets none, the system viewer does', async () => {
    const statuses = [];
    for (const viewpoint of ['public', 'system'] as const) {
      const { access } = viewpoints[viewpoint];
      const { ask } = webOver(routesAt(access), { access });
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

    expect([...secrets, ...openNames].filter((secret) => !all.includes(secret))).toEqual([]);
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

  it.each(people)('is not in the sums of %s either, and what is theirs is', async (viewpoint) => {
    const answers = await askAll(viewpoint);
    const textOf = (path: string) =>
      answers.find(({ address, route }) => address === path && route.method === 'GET')?.text ?? '';

    const own = viewpoints[viewpoint].sees.map((index) => repositories[index]?.job ?? '');
    expect(own.filter((job) => !textOf('/api/runs').includes(job))).toEqual([]);
    expect(textOf('/api/slos/build-completion/status')).toContain('"good":1,');
    expect(textOf('/api/slos/first-status/status')).toContain('"good":1,');
    expect(textOf('/api/slos/build-completion/instances')).toContain(own[0]);
  });
});
