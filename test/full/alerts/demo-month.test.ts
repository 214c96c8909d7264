import { afterAll, beforeAll, expect, it } from 'vitest';
import { noNotices } from '../../../src/act/notice/notice-settings.ts';
import type { RaisedAlert } from '../../../src/alert/alert-evaluator.ts';
import { configFiles } from '../../../src/app/read-settings.ts';
import { workerSettings } from '../../../src/app/worker-settings.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import { generateMonth } from '../../../src/demo/generate-month.ts';
import type { LogEntry } from '../../../src/model/delivery.ts';
import { systemViewer } from '../../../src/model/viewer.ts';
import { normalize } from '../../../src/normalize/normalize.ts';
import { createSender } from '../../../src/notify/send-notices.ts';
import { startNotifier } from '../../../src/notify/start-notifier.ts';
import { backtestAlerts } from '../../../src/status/alert-view.ts';
import { readBubbleUp } from '../../../src/status/read-bubble-up.ts';
import { type OpenStore, openStore } from '../../../src/store/open-store.ts';
import { alertChore } from '../../../src/worker/evaluate-alerts.ts';
import { startAnsweringServer } from '../../support/answering-server.ts';
import { deployTo, settleAll } from '../../support/generations.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';
import { someTarget } from '../../support/some-notice.ts';

const minute = 60_000;
const day = 86_400_000;
const end = Date.UTC(2026, 2, 1);
const month = generateMonth({ seed: 'alerts', end, deliveries: 6_000, repositories: 10 });
/** Burn rates need some hours of events. */
const since = month.start + day;

let database: TestDatabase;
let stores: readonly OpenStore[];
beforeAll(async () => {
  database = await createDatabase();
  stores = await Promise.all([1, 2, 3].map(() => openStore({ databaseUrl: database.url, dataDir: '' })));
  const [store] = stores as readonly [OpenStore];
  const { offers } = workerSettings(readConfig({ DATABASE_URL: database.url }, configFiles));
  await deployTo(store, offers, month.start);
  for (const batch of batches(entries(), 500)) await store.append(batch);
  await settleAll(store, end + day);
});
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await database.drop();
});

function* entries(): Generator<LogEntry> {
  for (const { guid, event, payload, at } of month.deliveries) {
    const body = JSON.parse(JSON.stringify(payload)) as unknown;
    const entry = normalize({ guid, event, payload: body, receivedAt: at }, { hosts: ['github.com'] });
    if (entry.result === 'ignored') throw new Error(`${event} was not understood`);
    yield { ...entry, guid, event, receivedAt: at, sentAt: at };
  }
}

function* batches<T>(items: Iterable<T>, size: number): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

it('a run of three replicas through the demo month raises exactly the alerts that the back-test finds, and tells of each once and in order', async () => {
  let now = since;
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const clock = (): number => now;
  // For six hours in the middle of the month the receiver answers 500.
  const middle = (since + end) / 2;
  const receiver = await startAnsweringServer(() => {
    if (now > middle && now < middle + 6 * 60 * minute) return { status: 500, body: '' };
    return { body: '' };
  });
  const replicas = stores.map(({ db }) => alertChore(db, clock, { ...noNotices, page: ['hook'], ticket: ['hook'] }));
  const begin = ({ db, read }: OpenStore) =>
    startNotifier({
      ...{ db, read, clock, publicUrl: null, groupWaitMs: 0 },
      targets: [someTarget('webhook', { name: 'hook', keyFrom: 'KEY' })],
      compare: (...asked) => readBubbleUp(read, ...asked),
      objectives: () => read.readObjectives(systemViewer),
      readSecret: (name) => (name === 'KEY' ? 'secret' : receiver.url),
      send: createSender(),
      log: { warn: () => {}, info: () => {} },
    });
  const notifiers = stores.map(begin);
  while (now < end) {
    // All three look at the same time; sometimes nobody looks for a while, and they make up for it.
    await Promise.all(replicas.map((evaluate) => evaluate()));
    await Promise.all(notifiers.map((one) => one.run()));
    if (random() < 0.01) {
      // One of them begins anew.
      await notifiers[0]?.stop();
      notifiers[0] = begin(stores[0] as OpenStore);
    }
    now += minute * (1 + Math.floor(59 * random()));
  }
  now = end;
  await Promise.all(replicas.map((evaluate) => evaluate()));
  for (let step = 0; step < 12; step += 1) {
    await Promise.all(notifiers.map((one) => one.run()));
    now += 60 * minute;
  }
  await Promise.all(notifiers.map((one) => one.stop()));

  const { read } = stores[0] as OpenStore;
  const objectives = await read.readObjectives(systemViewer);
  const expected: RaisedAlert[] = [];
  for (const objective of objectives) {
    expected.push(...(await backtestAlerts(read, systemViewer, objective, since, end)).alerts);
  }
  const keyOf = (alert: RaisedAlert) => `${alert.firingAt} ${alert.slo} ${alert.policy}`;
  const sorted = (alerts: readonly RaisedAlert[]) =>
    alerts.toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));

  expect(expected.length).toBeGreaterThan(3);
  expect(expected.some(({ severity }) => severity === 'page')).toBe(true);
  expect(sorted(await read.readRaisedAlerts(systemViewer, since, end + day))).toEqual(sorted(expected));

  const told = receiver.asked.map(({ body, headers }) => ({ id: headers['webhook-id'], ...JSON.parse(body) }));
  await receiver.close();
  // What was answered 500 came again, with the same id; the last time counts.
  const arrived = [...new Map(told.map((one) => [one.id, one])).values()].filter(({ data }) => !data.update);
  const wanted = expected.flatMap(({ slo, policy, firingAt, resolvedAt }) => [
    `${slo} ${policy} alert.firing ${new Date(firingAt).toISOString()}`,
    ...(resolvedAt === null ? [] : [`${slo} ${policy} alert.resolved ${new Date(resolvedAt).toISOString()}`]),
  ]);
  const textOf = ({ type, timestamp, data }: (typeof told)[number]) =>
    `${data.slo} ${data.policy} ${type} ${timestamp}`;
  expect(arrived.map(textOf).sort()).toEqual(wanted.sort());
  for (const key of new Set(arrived.map(({ data }) => `${data.slo} ${data.policy}`))) {
    const times = arrived.filter(({ data }) => `${data.slo} ${data.policy}` === key).map(({ timestamp }) => timestamp);
    expect(times).toEqual([...times].sort());
  }
  expect(
    (await read.readNotificationCounts(systemViewer)).filter(({ state }) => state === 'dead' || state === 'waiting'),
  ).toEqual([]);
});
