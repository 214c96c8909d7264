import { describe, expect, it } from 'vitest';
import { buildStep } from '../../src/generation/build.ts';
import { ownVersions } from '../../src/generation/deployment.ts';
import { takeOver } from '../../src/generation/take-over.ts';
import { workReader } from '../../src/generation/work.ts';
import type { Objective } from '../../src/model/objective.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import { run } from '../../src/store/database.ts';
import { readGenerations } from '../../src/store/generation/read-generations.ts';
import { deleteRetired } from '../../src/store/prune/delete-retired.ts';
import { entryOf, hour, minute, noon, pullRequest, status } from '../support/entries.ts';
import { deploymentOf } from '../support/generations.ts';

import { edited, firstStatus, generationSuite, otherRules } from './support/generation-suite.ts';

const suite = generationSuite();

describe('generations', () => {
  it('an edited SLO is judged anew beside the old numbers, which stay until the new ones take over', async () => {
    const old = await suite.start();
    await suite.deliverBuilds(10);
    await old.drain(60_000);
    await suite.stop(old);

    const worker = await suite.start({ offers: edited });
    expect(await suite.builds()).toEqual([10, 0]);
    expect(await suite.building()).toEqual(['build-completion']);
    await worker.build(60_000);

    expect(await suite.builds()).toEqual([5, 5]);
    expect(await suite.building()).toEqual([]);
    expect(await suite.differences()).toEqual([]);
  });

  it('the counters of an edited SLO begin at 0 and count what comes from then on; corrections stay 0', async () => {
    const old = await suite.start();
    await suite.deliverBuilds(10);
    await old.drain(60_000);
    expect(await suite.exported('build-completion/good')).toBe(10);
    await suite.stop(old);
    const worker = await suite.start({ offers: edited });
    await worker.build(60_000);
    expect(await suite.exported('build-completion/good')).toBe(0);
    expect(await suite.exported('build-completion/bad')).toBe(0);

    await suite.deliverBuilds(4, 100);
    await worker.drain(60_000);

    expect(await suite.exported('build-completion/good')).toBe(2);
    expect(await suite.exported('build-completion/bad')).toBe(2);
    expect((await suite.exported('build-completion')) ?? 0).toBe(0);
    expect(await suite.exported('first-status')).toBeUndefined();
  });

  it('late evidence after a take-over is a correction, and no counter falls', async () => {
    const old = await suite.start();
    await suite.deliver(entryOf(pullRequest({ at: noon })), entryOf(status({ at: noon + hour })));
    await old.drain(60_000);
    await suite.stop(old);
    const worker = await suite.start({ offers: edited });
    await worker.build(60_000);
    expect(await suite.builds()).toEqual([0, 1]);

    await suite.deliver(entryOf(status({ at: noon + 2 * hour, phase: 'final' }), { receivedAt: suite.now }));
    await worker.drain(60_000);

    expect(await suite.builds()).toEqual([1, 0]);
    expect(await suite.exported('build-completion/good')).toBe(1);
    expect(await suite.exported('build-completion/bad')).toBe(0);
    expect(await suite.exported('build-completion')).toBe(1);
  });

  it('an SLO that is new answers while its history is judged, newest first, and shows how far it is', async () => {
    const old = await suite.start({ offers: deploymentOf({ objectives: [firstStatus as Objective] }) });
    await suite.deliverBuilds(10);
    await old.drain(60_000);
    await suite.stop(old);
    await suite.start();
    const readWork = workReader(ownVersions);

    await buildStep(suite.store().db, readWork, 4, suite.now);

    const [own] = (await readGenerations(suite.store().db)).filter(({ slo }) => slo === 'build-completion');
    expect(own).toMatchObject({ state: 'building', done: 4, total: 10, doneRatio: 0.4 });
    expect(await suite.builds()).toEqual([4, 0]);
    expect(await suite.exported('build-completion/good')).toBe(0);
    const rows = await run<{ at: number }>(suite.store().db, `select min(at) as at from verdicts`);
    expect(rows[0]?.at).toBe(noon + 6 * minute);
  });

  it('what is being built goes on after a crash where it stopped', async () => {
    const old = await suite.start();
    await suite.deliverBuilds(10);
    await old.drain(60_000);
    await suite.stop(old);
    await suite.start({ offers: otherRules });
    await buildStep(suite.store().db, workReader(ownVersions), 16, suite.now);
    const [before] = (await readGenerations(suite.store().db)).filter(({ state }) => state === 'building');

    // Another process, which knows nothing of the first.
    const readWork = workReader(ownVersions);
    for (let step = true; step; ) step = await buildStep(suite.store().db, readWork, 3, suite.now);

    expect(before).toMatchObject({ kind: 'fold', total: 10 });
    expect(before?.done).toBeGreaterThan(0);
    expect(await suite.builds()).toEqual([0, 0]);
    expect((await suite.store().read.listRuns(systemViewer, { kind: 'deploy' })).items).toHaveLength(10);
    expect(await suite.differences()).toEqual([]);
  });

  it('a fold generation does not take over while a part of the log is not folded for it', async () => {
    const old = await suite.start();
    await suite.deliverBuilds(10);
    await old.drain(60_000);
    await suite.stop(old);
    await suite.start({ offers: otherRules });
    const readWork = workReader(ownVersions);
    await buildStep(suite.store().db, readWork, 3, suite.now);

    const tookOver = await takeOver(suite.store().db, readWork, 3, suite.now);

    expect(tookOver).toBe(false);
    expect(await suite.building()).toContain('fold');
    expect(await suite.builds()).toEqual([10, 0]);
  });

  it('a fold generation and its objectives become current in one commit', async () => {
    const old = await suite.start();
    await suite.deliverBuilds(6);
    await old.drain(60_000);
    await suite.stop(old);
    await suite.start({ offers: otherRules });
    const readWork = workReader(ownVersions);
    const seen: string[] = [];
    for (let step = true; step; ) {
      step = await buildStep(suite.store().db, readWork, 2, suite.now);
      const runs = (await suite.store().read.listRuns(systemViewer, { kind: 'deploy' })).items.length;
      seen.push(`${runs} ${await suite.builds()}`);
    }

    expect(new Set(seen)).toEqual(new Set(['0 6,0', '6 0,0']));
  });

  it('deliveries that come while a generation is built are in both', async () => {
    const old = await suite.start();
    await suite.deliverBuilds(4);
    await old.drain(60_000);
    await suite.stop(old);
    const worker = await suite.start({ offers: otherRules });
    await suite.deliverBuilds(6, 100);
    await worker.drain(60_000);
    expect(await suite.builds()).toEqual([10, 0]);
    // What is being built makes nothing late: /readyz asks for the lag.
    expect(await suite.store().read.readFreshness(systemViewer, suite.now)).toEqual({ asOf: suite.now, behind: 0 });
    expect(await suite.store().read.readLagMs(systemViewer, suite.now)).toBe(0);

    await worker.build(60_000);

    expect((await suite.store().read.listRuns(systemViewer, { kind: 'deploy' })).items).toHaveLength(10);
    expect(await suite.differences()).toEqual([]);
  });

  it('removes what a retired generation owned, and the generation with it', async () => {
    const old = await suite.start();
    await suite.deliverBuilds(10);
    await old.drain(60_000);
    await suite.stop(old);
    const worker = await suite.start({ offers: otherRules, everyMs: 5 });
    await worker.build(60_000);
    suite.now += 10 * minute;

    const owned = (): Promise<readonly { readonly count: number }[]> =>
      run(
        suite.store().db,
        `select count(*)::int as count from job_runs union all select count(*)::int from generations where state = 'retired'`,
      );
    await expect.poll(async () => (await owned()).map(({ count }) => count)).toEqual([10, 0]);
    expect(await suite.differences()).toEqual([]);
  });

  it('verify finds no difference while a part of a retired generation is deleted', async () => {
    const old = await suite.start();
    await suite.deliverBuilds(10);
    await old.drain(60_000);
    await suite.stop(old);
    const worker = await suite.start({ offers: edited });
    await worker.build(60_000);
    await suite.stop(worker);

    const found = new Set<unknown>();
    for (let deleted = -1; deleted !== 0; ) {
      deleted = await deleteRetired(suite.store().db, 1, suite.now + hour);
      for (const difference of await suite.differences()) found.add(difference);
    }
    expect([...found]).toEqual([]);
  });

  it('an id is never given again, also when the generation that had it is removed', async () => {
    const old = await suite.start();
    await suite.deliverBuilds(2);
    await old.drain(60_000);
    await suite.stop(old);
    await suite.stop(await suite.start({ offers: otherRules }));
    const given = Math.max(...(await readGenerations(suite.store().db)).map(({ id }) => id));
    await suite.stop(await suite.start());
    for (let deleted = -1; deleted !== 0; ) deleted = await deleteRetired(suite.store().db, 100, suite.now + hour);

    await suite.start({ offers: edited });

    const [building] = (await readGenerations(suite.store().db)).filter(({ state }) => state === 'building');
    expect(building?.id).toBe(given + 1);
  });
});
