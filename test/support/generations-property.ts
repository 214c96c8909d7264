import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { buildStep } from '../../src/generation/build.ts';
import { deploy, requestRefold } from '../../src/generation/deploy.ts';
import { type Deployment, deploymentHash, ownVersions } from '../../src/generation/deployment.ts';
import { foldBatch, settleBatch } from '../../src/generation/next-batch.ts';
import { readDeployed } from '../../src/generation/read-deployed.ts';
import { type ReadWork, workReader } from '../../src/generation/work.ts';
import type { LogEntry } from '../../src/model/delivery.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import { beat, leave } from '../../src/store/generation/processes.ts';
import { readGenerations } from '../../src/store/generation/read-generations.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import { deleteRetired } from '../../src/store/prune/delete-retired.ts';
import { verifyStore } from '../../src/verify/verify-store.ts';
import { kindRule } from '../track/support/rules.ts';
import { arbitraryEntries } from './arbitrary-entries.ts';
import { dumpRows, emptyDatabase } from './dump-rows.ts';
import { deploymentOf, deployTo, settleAll } from './generations.ts';
import { objectiveOf, objectives } from './objectives.ts';
import { rules } from './rules.ts';

const start = Date.UTC(2026, 0, 5);
const mostProcesses = 2;
/** Long after every deadline of the generated entries. */
const end = Date.UTC(2026, 5, 1);

const first = objectives[0] as (typeof objectives)[number];
const [, builds] = objectives as readonly (typeof first)[];
const strict = {
  ...objectiveOf('build-completion', {
    eventType: 'job-run',
    where: "kind = 'build'",
    good: "state = 'success'",
    exclude: "state = 'skipped'",
    from: 'queued_at',
    until: 'finished_at',
    withinMs: 600_000,
  }),
};
const newer = { fold: ownVersions.fold + 1, judge: ownVersions.judge };
/** What a process may be started with: other SLO files, other rules, another program. */
const settings: readonly Deployment[] = [
  deploymentOf(),
  deploymentOf({ objectives: [first, strict] }),
  deploymentOf({
    objectives: [{ ...first, targetRatio: 0.9, targetDecimal: '0.9' }, builds ?? first, strictly('more')],
  }),
  deploymentOf({ rules: { ...rules, kinds: [kindRule(/./, 'build')] } }),
  deploymentOf({ versions: newer }),
  deploymentOf({ versions: newer, rules: { ...rules, providers: [] }, objectives: [strict] }),
  deploymentOf({ versions: { ...ownVersions, judge: ownVersions.judge + 1 } }),
];

function strictly(name: string): typeof strict {
  return { ...strict, name };
}

/** A process as the database sees it: what it was started with, and what it does next. */
interface Process {
  readonly id: string;
  readonly deployment: Deployment;
  readonly readWork: ReadWork;
}

/** One thing that happens. Numbers choose among what there is. */
type Command =
  | { readonly type: 'deliver'; readonly count: number }
  | { readonly type: 'start'; readonly settings: number }
  | { readonly type: 'stop' | 'crash'; readonly process: number }
  | { readonly type: 'fold' | 'settle' | 'build'; readonly process: number; readonly limit: number }
  | { readonly type: 'wait'; readonly seconds: number }
  | { readonly type: 'refold' | 'remove' | 'read' };

const choice = fc.integer({ min: 0, max: 20 });
/** The first and a newer program most of all: an upgrade and the way back. */
const whichSettings = fc.oneof(fc.constantFrom(0, 4), fc.integer({ min: 0, max: 6 }));
const limit = fc.integer({ min: 1, max: 6 });
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('deliver' as const), count: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('start' as const), settings: whichSettings }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('stop', 'stop', 'crash' as const), process: choice }) },
  {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constantFrom('fold', 'settle', 'build', 'build' as const),
      process: choice,
      limit,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('wait' as const), seconds: fc.constantFrom(1, 20, 700, 90_000) }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('refold', 'remove', 'read' as const) }) },
);

/** The world that the commands act on. */
interface World {
  readonly store: OpenStore;
  readonly left: LogEntry[];
  readonly processes: Process[];
  now: number;
  started: number;
}

async function startProcess(world: World, deployment: Deployment): Promise<Process> {
  world.started += 1;
  const process = { id: `process ${world.started}`, deployment, readWork: workReader(deployment.versions) };
  await deploy(world.store.db, { id: process.id, kind: 'serve' }, deployment, world.now);
  world.processes.push(process);
  return process;
}

async function act(world: World, given: Command): Promise<void> {
  const { store, processes } = world;
  const { db } = store;
  const chosen = 'process' in given ? processes[given.process % Math.max(1, processes.length)] : undefined;
  switch (given.type) {
    case 'deliver':
      await store.append(world.left.splice(0, given.count));
      return;
    case 'start':
      // Few live at a time, so that settings come back after all who had others are gone.
      if (processes.length === mostProcesses) processes.shift();
      await startProcess(world, settings[given.settings % settings.length] as Deployment);
      return;
    case 'wait':
      world.now = Math.min(end, world.now + given.seconds * 1000);
      for (const { id, deployment } of processes)
        await beat(db, { id, kind: 'serve', deployment: deploymentHash(deployment) }, world.now);
      return;
    case 'refold':
      await requestRefold(db, world.now, readDeployed);
      return;
    case 'remove':
      await db.transaction().execute((tx) => deleteRetired(tx, 7, world.now));
      return;
    case 'read':
      await readAll(world);
      return;
    case 'stop':
    case 'crash':
      if (chosen === undefined) return;
      processes.splice(processes.indexOf(chosen), 1);
      if (given.type === 'stop') await leave(db, chosen.id);
      return;
    case 'fold':
      if (chosen !== undefined) await foldBatch(db, chosen.readWork, given.limit, world.now);
      return;
    case 'settle':
      if (chosen !== undefined) await settleBatch(db, chosen.readWork, given.limit, world.now);
      return;
    case 'build':
      if (chosen !== undefined) await buildStep(db, chosen.readWork, given.limit, world.now);
      return;
    default:
      given satisfies never;
  }
}

/** What commands and pages read; with a program that may be another than the one that makes the numbers. */
async function readAll({ store, now }: World): Promise<void> {
  await readGenerations(store.db);
  await store.read.readObjectives(systemViewer);
  await store.read.listRevisions(systemViewer, {});
  await store.read.readTotals(systemViewer);
  await verifyStore({
    store,
    versions: newer,
    clock: () => now,
    drain: async () => undefined,
  }).catch((error: { code?: string }) => expect(error.code).toBe('other_version'));
}

/** A process of the deployed settings finishes everything. */
async function comeToRest(world: World): Promise<Deployment> {
  const { db } = world.store;
  world.now = end;
  const deployment = (await readDeployed(db)) ?? (settings[0] as Deployment);
  const { readWork } = await startProcess(world, deployment);
  await settleAll(world.store, end, { folded: 5, settled: 50, readWork });
  for (let step = true; step; ) {
    step = await buildStep(db, readWork, 5, end);
    await settleAll(world.store, end, { readWork });
  }
  return deployment;
}

/** Compares dumps, naming only the lines that differ. */
function expectSameRows(found: string, expected: string): void {
  if (found === expected) return;
  const [foundLines, expectedLines] = [found.split('\n'), expected.split('\n')];
  expect(foundLines.filter((line) => !expectedLines.includes(line))).toEqual(
    expectedLines.filter((line) => !foundLines.includes(line)),
  );
  expect(found).toBe(expected);
}

/**
 * A test of the promise that, whatever settings and programs come and go while deliveries come in, once all is quiet a database has
 * exactly the rows, verdicts, buckets and totals of one that had the last settings from the start.
 */
export function itEndsWithTheLastSettings(
  where: string,
  open: () => Promise<{ readonly store: OpenStore; readonly remove: () => Promise<void> }>,
  numRuns: number,
): void {
  it(`${where} ends with the rows of a fresh database that had the last settings from the start`, async () => {
    const { store, remove } = await open();
    onTestFinished(remove);
    await fc.assert(
      fc.asyncProperty(
        arbitraryEntries,
        fc.array(command, { minLength: 10, maxLength: 60, size: 'max' }),
        async (entries, commands) => {
          await emptyDatabase(store.db);
          const world: World = { store, left: [...entries], processes: [], now: start, started: 0 };
          for (const each of commands) await act(world, each);
          await store.append(world.left.splice(0));
          const deployment = await comeToRest(world);
          const found = await dumpRows(store.db, 'without counters');
          const { differences } = await verifyStore({
            store,
            versions: deployment.versions,
            clock: () => end,
            drain: async () => undefined,
          });

          await emptyDatabase(store.db);
          await deployTo(store, deployment, start);
          await store.append(entries);
          await settleAll(store, end, { readWork: workReader(deployment.versions) });

          expectSameRows(found, await dumpRows(store.db, 'without counters'));
          expect(differences).toEqual([]);
        },
      ),
      { numRuns, endOnFailure: true },
    );
  }, 1_200_000);
}
