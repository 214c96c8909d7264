import { describe, expect, it } from 'vitest';
import { systemViewer } from '../../src/model/viewer.ts';
import { deploymentOf, settleAll } from '../support/generations.ts';
import { objectives } from '../support/objectives.ts';

import { edited, generationSuite, newer, newerFold } from './support/generation-suite.ts';

const suite = generationSuite();

describe('deployments', () => {
  it('a rolling upgrade ends with the newest settings, also when an old replica comes back', async () => {
    const old = await suite.start();
    await suite.deliverBuilds(10);
    await old.drain(60_000);
    const replica = await suite.start({ offers: edited });
    await old.drain(60_000);
    const back = await suite.start();
    await back.drain(60_000);
    await replica.build(60_000);
    await suite.deliverBuilds(4, 100);
    await back.drain(60_000);

    expect(await suite.builds()).toEqual([7, 7]);
    expect(await suite.differences()).toEqual([]);
    expect(suite.lines).toContainEqual(expect.stringContaining('other settings than those of this process'));
  });

  it('a rollback of the only process works', async () => {
    const old = await suite.start();
    await suite.deliverBuilds(10);
    await old.drain(60_000);
    await suite.stop(old);
    const upgraded = await suite.start({ offers: edited });
    await upgraded.build(60_000);
    await suite.stop(upgraded);

    const back = await suite.start();
    await back.build(60_000);

    expect(await suite.builds()).toEqual([10, 0]);
    expect(await suite.differences()).toEqual([]);
  });

  it('a process that crashed does not keep its settings alive for longer than 15 s', async () => {
    await suite.stop(await suite.start());
    await suite.start({ offers: edited });
    const back = await suite.start();
    await suite.deliverBuilds(10);
    await back.drain(60_000);
    expect(await suite.builds()).toEqual([5, 5]);
    suite.now += 16_000;

    const again = await suite.start();
    await again.build(60_000);

    expect(await suite.builds()).toEqual([10, 0]);
  });

  it('a fold of another version makes all rows anew, and an older program stands aside', async () => {
    const old = await suite.start();
    await suite.deliverBuilds(10);
    await old.drain(60_000);
    const upgraded = await suite.start({ offers: newer });
    await suite.deliverBuilds(4, 100);

    expect(await old.drain(100)).toBe(false);
    expect(suite.lines[0]).toContain('this process does not fold or settle');
    expect(await upgraded.build(60_000)).toBe(true);

    expect(await suite.builds()).toEqual([14, 0]);
    expect(await suite.differences(newerFold)).toEqual([]);
    await expect(suite.differences()).rejects.toMatchObject({ code: 'other_version' });
    expect(await old.drain(100)).toBe(true);
  });

  it('a program that comes back makes the rows anew that were folded without it', async () => {
    const old = await suite.start();
    await suite.deliverBuilds(2);
    await old.drain(60_000);
    await suite.stop(old);
    const upgraded = await suite.start({ offers: newer });
    await suite.deliverBuilds(4, 100);
    await upgraded.drain(60_000);

    // The numbers that are shown are made without these deliveries, although the inbox is empty.
    const { asOf, behind } = await suite.store().read.readFreshness(systemViewer, suite.now);
    expect(asOf).toBeLessThan(suite.now);
    expect(behind).toBeGreaterThanOrEqual(4);

    await suite.stop(upgraded);

    const back = await suite.start();
    await back.build(60_000);

    expect(await suite.builds()).toEqual([6, 0]);
    expect(await suite.differences()).toEqual([]);
    expect(await suite.store().read.readFreshness(systemViewer, suite.now)).toEqual({ asOf: suite.now, behind: 0 });
  });

  it('an edit that changes nothing that is counted deploys its target at once, and judges nothing again', async () => {
    const old = await suite.start();
    await suite.deliverBuilds(10);
    await old.drain(60_000);
    await suite.stop(old);
    const stricter = objectives.map((objective) => ({ ...objective, targetRatio: 0.5, targetDecimal: '0.5' }));

    await suite.start({ offers: deploymentOf({ objectives: stricter }) });

    expect(await suite.building()).toEqual([]);
    expect(await suite.exported('build-completion/good')).toBe(10);
    const shown = await suite.store().read.readObjectives(systemViewer);
    expect(shown.map(({ targetDecimal }) => targetDecimal)).toEqual(['0.5', '0.5', '0.5']);
  });

  it('an empty database has its generations at once', async () => {
    await suite.start();

    expect(await suite.building()).toEqual([]);
    await suite.deliverBuilds(2);
    await settleAll(suite.store(), suite.now);
    expect(await suite.exported('build-completion/good')).toBe(2);
  });
});
