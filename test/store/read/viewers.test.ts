import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LogEntry } from '../../../src/model/delivery.ts';
import { systemViewer, type Viewer } from '../../../src/model/viewer.ts';
import { chooseNamedLabels } from '../../../src/store/labels/choose-named-labels.ts';
import type { ReadDoor } from '../../../src/store/read/read-door.ts';
import { readDoorOver } from '../../../src/store/read/read-door-over.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../../support/embedded-store.ts';
import { day, entryOf, hour, minute, noon, pullRequest, status } from '../../support/entries.ts';
import { deploymentOf, deployTo, settleAll } from '../../support/generations.ts';
import { objectives } from '../../support/objectives.ts';
import { unpacked } from '../../support/packed-events.ts';
import { rules } from '../../support/rules.ts';

/** Each repository has a provider, a commit and a pull request of its own, so that any of them betrays it. */
interface Place {
  readonly id: number;
  readonly name: string;
  readonly isPrivate: boolean | null;
  readonly sha: string;
  readonly provider: string;
  readonly pullRequest: number;
  /** So many builds, all good; and as many whose result never came. */
  readonly builds: number;
}

const secret: Place = place(1, 'octo/a-secret', true, 1);
const listed: Place = place(2, 'octo/b-listed', false, 2);
const unlisted: Place = place(3, 'octo/c-unlisted', false, 4);
const unknown: Place = place(4, 'octo/d-unknown', null, 8);
const places = [secret, listed, unlisted, unknown];

function place(id: number, name: string, isPrivate: boolean | null, builds: number): Place {
  return { id, name, isPrivate, sha: String(id).repeat(40), provider: `ci-${id}`, pullRequest: id, builds };
}

const everyone: Viewer = {
  kind: 'everyone',
  slos: ['build-completion'],
  repositories: ['Octo/B-Listed', 'octo/a-secret', 'octo/d-unknown', 'octo/nowhere'],
};
const nobody: Viewer = { kind: 'everyone', slos: [], repositories: [] };
const person: Viewer = {
  kind: 'person',
  login: 'octocat',
  role: 'viewer',
  host: 'github.com',
  repositoryIds: [1, 3],
  repositories: [],
};
const stranger: Viewer = {
  kind: 'person',
  login: 'stranger',
  role: 'viewer',
  host: 'ghe.example.com',
  repositoryIds: [1, 2, 3, 4],
  repositories: [],
};
const alone: Viewer = {
  kind: 'person',
  login: 'alone',
  role: 'viewer',
  host: 'github.com',
  repositoryIds: [],
  repositories: [],
};

/** Who sees the rows of which repositories. */
const views = [
  ['this machine', systemViewer, places],
  ['everyone', everyone, [listed]],
  ['everyone where nothing is chosen', nobody, []],
  ['a person', person, [secret, unlisted]],
  ['a person of another host with the same ids', stranger, []],
  ['a person without a repository', alone, []],
] as const satisfies readonly (readonly [string, Viewer, readonly Place[]])[];

const now = noon + day;
const isFinal = (index: number): boolean => index % 2 === 0;

function deliveriesOf({ id, name, isPrivate, sha, provider, pullRequest: number, builds }: Place): readonly LogEntry[] {
  const repository = { host: 'github.com', id, fullName: name, private: isPrivate, installationId: 1 };
  const common = { headSha: sha, sender: `${provider}[bot]`, url: `https://ci.example.org/${name}` };
  const observations = Array.from({ length: 2 * builds }, (_, index) => [
    status({ ...common, at: noon + index * minute, name: `build ${index}` }),
    ...(isFinal(index)
      ? [status({ ...common, at: noon + index * minute + 1000, name: `build ${index}`, phase: 'final' })]
      : []),
  ]).flat();
  const workflow = {
    type: 'workflow_run',
    at: noon,
    headSha: sha,
    runId: id,
    runAttempt: 1,
    workflow: `CI of ${name}`,
    event: 'push',
    branch: 'main',
    phase: 'started',
    conclusion: null,
    queuedAt: noon,
    finishedAt: null,
    url: null,
    quirks: [],
  } as const;
  const waiting = pullRequest({ at: noon + 20 * hour, pullRequest: number + 100, headSha: `${id}b`.padEnd(40, '0') });
  return [
    entryOf(pullRequest({ at: noon - 5000, pullRequest: number, headSha: sha }), { repository }),
    ...observations.map((observation) => entryOf(observation, { repository })),
    entryOf(workflow, { repository }),
    entryOf(waiting, { repository }),
  ];
}

describe('what a viewer reads', () => {
  let embedded: EmbeddedStore;
  let read: ReadDoor;
  beforeAll(async () => {
    embedded = await openEmbeddedStore();
    const { db } = embedded.store;
    read = readDoorOver(db, objectives);
    await embedded.store.append(places.flatMap(deliveriesOf));
    const owed = {
      ...rules,
      expected: places.map(({ name, provider }) => ({
        repository: new RegExp(`^${name}$`),
        providers: [provider],
        place: { file: 'c', line: 1 },
      })),
    };
    await deployTo(embedded.store, deploymentOf({ rules: owed }), now);
    await settleAll(embedded.store, now);
    await chooseNamedLabels(db, { repositories: 10, providers: 10 });
  }, 60_000);
  afterAll(() => embedded.remove());

  const namesOf = (items: readonly { readonly repository: string }[]): readonly string[] =>
    [...new Set(items.map(({ repository }) => repository))].sort();

  describe.each(views)('as %s', (_, viewer, seen) => {
    const names = seen.map(({ name }) => name);
    const providers = seen.map(({ provider }) => provider);
    const sum = (value: (place: Place) => number): number => seen.reduce((total, each) => total + value(each), 0);

    it('lists rows of the repositories that the viewer may see, and of no other', async () => {
      expect(namesOf((await read.listRuns(viewer, { limit: 1000 })).items)).toEqual(names);
      expect(namesOf((await read.listWorkflowRuns(viewer, {})).items)).toEqual(names);
      expect(namesOf((await read.listRevisions(viewer, {})).items)).toEqual(names);
      for (const { name, sha } of places) {
        const wanted = seen.some((each) => each.name === name);
        expect((await read.listRuns(viewer, { repository: name })).items.length > 0, name).toBe(wanted);
        expect((await read.listRuns(viewer, { headSha: sha })).items.length > 0, name).toBe(wanted);
        expect((await read.listRevisions(viewer, { headSha: sha })).items.length > 0, name).toBe(wanted);
      }
    });

    it('walks through them by pages', async () => {
      const ids: string[] = [];
      for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
        const page = await read.listRuns(viewer, { limit: 3, ...(cursor === null ? {} : { cursor }) });
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.next;
      }
      expect(ids.length).toBe(sum(({ builds }) => 2 * builds));
      expect(new Set(ids).size).toBe(ids.length);
    });

    it('knows the log of a row that it may see; another is as if it did not exist', async () => {
      for (const each of places) {
        const [run] = (await read.listRuns(systemViewer, { repository: each.name, limit: 1 })).items;
        const [revision] = (await read.listRevisions(systemViewer, { repository: each.name, limit: 1 })).items;
        const wanted = names.includes(each.name) ? each.name : undefined;
        expect((await read.readRunLog(viewer, run?.id ?? ''))?.repository).toBe(wanted);
        expect((await read.readRevisionLog(viewer, revision?.id ?? ''))?.repository).toBe(wanted);
      }
    });

    it('sums what these repositories have', async () => {
      const open = await read.readOpenJobs(viewer);
      expect(open.map(({ provider }) => provider)).toEqual(providers);
      expect(open.reduce((total, { count }) => total + count, 0)).toBe(sum(({ builds }) => builds));
      const overdue = await read.readOverdueJobs(viewer, now - 12 * hour);
      expect(overdue.map(({ provider, count }) => [provider, count])).toEqual(
        seen.map(({ provider, builds }) => [provider, builds]),
      );
      const waiting = await read.readRevisionsWithoutStatus(viewer, now);
      expect(waiting.find(({ provider }) => provider === 'any')?.count ?? 0).toBe(seen.length);
      expect(await read.countDeliveries(viewer, 0)).toBe(sum(({ builds }) => 3 * builds + 3));
      expect(await read.readNamedProviders(viewer, 10)).toEqual(expect.arrayContaining([...providers]));
      expect((await read.readNamedProviders(viewer, 10)).length).toBe(providers.length);
    });

    it('has totals of these repositories, in all and by name', async () => {
      const queued = (await read.readTotals(viewer)).filter(({ name }) => name === 'jobs_queued');
      expect(queued.map(({ provider, value }) => [provider, value])).toEqual(
        seen.map(({ provider, builds }) => [provider, 2 * builds]),
      );
      const apart = (await read.readTotals(viewer, { repositories: 10 })).filter(({ name }) => name === 'jobs_queued');
      expect(apart.map(({ repository, value }) => [repository, value])).toEqual(
        seen.map(({ name, builds }) => [name, 2 * builds]),
      );
    });

    it('compares the events of these repositories where it sees the objective', async () => {
      const question = { columns: ['repository'], from: noon - day, to: now + day, sampledRatio: 1 };

      const events = (await read.readComparedEvents(viewer, 'build-completion', question)).map((event) =>
        unpacked(event, question.columns.length),
      );

      const isSeen = viewer.kind !== 'everyone' || viewer.slos.includes('build-completion');
      expect(events.length).toBe(isSeen ? sum(({ builds }) => 2 * builds) : 0);
      expect(events.filter(({ isBad }) => isBad).length).toBe(events.length / 2);
      expect([...new Set(events.map(({ values }) => values[0]))].sort()).toEqual(isSeen ? names : []);
    });

    it('is told in no answer of a repository that it may not see', async () => {
      const window = { from: noon - day, to: now + day };
      const answers = [
        await read.listRuns(viewer, { limit: 1000 }),
        await read.listWorkflowRuns(viewer, {}),
        await read.listRevisions(viewer, {}),
        await read.listRevisions(viewer, { waitingBefore: now }),
        await read.readTotals(viewer),
        await read.readTotals(viewer, { repositories: 10 }),
        await read.readTotals(viewer, { repositories: 1 }),
        await read.readNamedProviders(viewer, 10),
        await read.readOpenJobs(viewer),
        await read.readOverdueJobs(viewer, now),
        await read.readRevisionsWithoutStatus(viewer, now),
        await read.readSloCounts(
          viewer,
          objectives.map(({ name: slo }) => ({ slo, ...window })),
        ),
        [...(await read.readPending(viewer))],
        await read.readFreshness(viewer, now),
        await read.readComparedEvents(viewer, 'build-completion', {
          columns: ['repository', 'provider', 'head_sha'],
          from: noon - day,
          to: now + day,
          sampledRatio: 1,
        }),
      ];
      const text = JSON.stringify(answers);
      for (const other of places.filter(({ name }) => !names.includes(name))) {
        expect(text).not.toContain(other.name);
        expect(text).not.toContain(other.provider);
        expect(text).not.toContain(other.sha);
      }
    });
  });

  it('gives everyone the chosen objectives as numbers over all repositories, and no other objective', async () => {
    const windows = objectives.map(({ name: slo }) => ({ slo, from: noon - day, to: now + day }));
    const all = await read.readSloCounts(systemViewer, windows);

    expect((await read.readObjectives(everyone)).map(({ name }) => name)).toEqual(['build-completion']);
    expect(await read.readSloCounts(everyone, windows)).toEqual(all.filter(({ slo }) => slo === 'build-completion'));
    expect(all.find(({ slo }) => slo === 'build-completion')).toMatchObject({ good: 15, bad: 15 });
    const labels = (await read.readTotals(everyone))
      .filter(({ name }) => name === 'slo_events')
      .map(({ label }) => label);
    expect(labels).toEqual(['build-completion/bad', 'build-completion/good']);
    expect(await read.readSloCounts(nobody, windows)).toEqual([]);
    expect(await read.readObjectives(nobody)).toEqual([]);
  });

  it('adds up the objectives of a person over their repositories', async () => {
    const windows = objectives.map(({ name: slo }) => ({ slo, from: noon - day, to: now + day }));

    const counts = await read.readSloCounts(person, windows);

    expect(counts.map(({ slo }) => slo)).toEqual(objectives.map(({ name }) => name));
    expect(counts.find(({ slo }) => slo === 'build-completion')).toMatchObject({ good: 5, bad: 5 });
    expect(await read.readSloCounts(alone, windows)).toMatchObject(
      windows.map(() => ({ good: 0, bad: 0, excluded: 0 })),
    );
  });

  it('keeps verdicts of an objective that is not chosen to itself', async () => {
    expect((await read.listRevisions(systemViewer, { verdict: 'good' })).items.length).toBe(4);
    expect((await read.listRevisions(everyone, {})).items.map(({ verdict }) => verdict)).toEqual([null, null]);
    expect((await read.listRevisions(everyone, { verdict: 'good' })).items).toEqual([]);
    const open: Viewer = { ...everyone, slos: ['first-status'] };
    expect((await read.listRevisions(open, { verdict: 'good' })).items.map(({ repository }) => repository)).toEqual([
      'octo/b-listed',
    ]);
  });

  it('lists the revisions that it counts as waiting', async () => {
    const waiting = await read.listRevisions(systemViewer, { waitingBefore: now });

    expect(namesOf(waiting.items)).toEqual(places.map(({ name }) => name).sort());
    expect(waiting.items.length).toBe((await read.readRevisionsWithoutStatus(systemViewer, now))[0]?.count);
  });
});
