import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemViewer } from '../../../src/model/viewer.ts';
import { backtestAlerts } from '../../../src/status/alert-view.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { askFor, builds, named, tests } from '../../journey/support/slo-documents.ts';
import { deliverAll } from '../../support/deliver.ts';
import { hour, minute, noon } from '../../support/entries.ts';
import { deploymentOf, deployTo, settleAll } from '../../support/generations.ts';
import { addMinutes } from '../../support/minute-buckets.ts';
import { objectives } from '../../support/objectives.ts';
import { createDatabase } from '../../support/postgres.ts';
import type { ServerProcess } from '../../support/server-process.ts';
import { pastMonth } from '../../support/undisturbed.ts';
import { startReplica } from './start-replica.ts';

const kills = 9;
const checkout = fileURLToPath(new URL('../../..', import.meta.url));
const evaluator = fileURLToPath(new URL('../../support/alert-process.ts', import.meta.url));

describe('three replicas of which one after the other is killed', () => {
  it('while an SLO gets another meaning again and again, count its past once', async () => {
    const database = await createDatabase();
    onTestFinished(database.drop);
    const replicas: ServerProcess[] = await Promise.all([1, 2, 3].map(() => startReplica(database.url)));
    await deliverAll(
      replicas.map(({ url }) => url),
      pastMonth(3_000, 'killed on change'),
    );
    const last = (): string => (replicas[2] as ServerProcess).url;
    expect((await askFor('POST', `${last()}/api/slos`, named(builds, 'mine'))).status).toBe(201);

    for (let kill = 0; kill < kills; kill += 1) {
      const document = kill % 2 === 0 ? tests : builds;
      expect((await askFor('PUT', `${last()}/api/slos/mine`, named(document, 'mine'))).status).toBe(200);
      await sleep(Math.random() * 400);
      // The last one takes the next change, so the others are killed: in a back-fill or in a take-over.
      const place = kill % 2;
      await replicas[place]?.kill();
      replicas[place] = await startReplica(database.url);
    }
    await expect.poll(async () => (await askFor('GET', `${last()}/api/slos/mine/backfill`)).json.state).toBe('ready');

    const counts = async (id: string) => {
      const { json } = await askFor('GET', `${last()}/api/slos/${id}/status?wait=30`);
      return [json.good, json.bad, json.excluded, json.pending];
    };
    expect(await counts('mine')).toEqual(await counts('test-completion'));
    expect((await askFor('GET', `${last()}/api/verify`)).json.differences).toEqual([]);
  });

  it('while they evaluate alerts, raise each alert once', async () => {
    const database = await createDatabase();
    onTestFinished(database.drop);
    const [objective] = objectives as [(typeof objectives)[number]];
    const store = await openStore({ databaseUrl: database.url, dataDir: '' });
    onTestFinished(() => store.close());
    await deployTo(store, deploymentOf({ objectives: [objective] }), noon);
    await settleAll(store, noon);
    // Bad events for half an hour of each four.
    const isBad = (index: number): boolean => index % 240 >= 65 && index % 240 < 95;
    const traffic = Array.from({ length: 24 * 60 }, (_, index) => ({
      at: noon - hour + index * minute,
      good: isBad(index) ? 0 : 10,
      bad: isBad(index) ? 10 : 0,
    }));
    await addMinutes(store, objective.name, traffic);
    const until = noon + 20 * hour;
    const start = (): ChildProcess =>
      spawn(process.execPath, ['--import', 'tsx', evaluator, database.url, String(noon), String(until)], {
        cwd: checkout,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
    const ended = (child: ChildProcess) =>
      child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve();

    const processes = [start(), start(), start()];
    for (let kill = 0; kill < kills; kill += 1) {
      const child = processes[kill % 3] as ChildProcess;
      await Promise.race([once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data'), ended(child)]);
      await sleep(Math.random() * 500);
      child.kill('SIGKILL');
      await ended(child);
      processes[kill % 3] = start();
    }
    await Promise.all(processes.map(ended));
    expect(processes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);

    const raised = await store.read.readRaisedAlerts(systemViewer, 0, until + hour);
    const { alerts } = await backtestAlerts(store.read, systemViewer, objective, noon, until);
    expect(raised.length).toBeGreaterThan(5);
    expect(raised).toEqual(alerts);
  });
});
