import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NoticeSettings } from '../../src/act/notice/notice-settings.ts';
import type { NotificationTarget } from '../../src/act/notice/notification-target.ts';
import { isPage } from '../../src/alert/alert-policy.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import { createSender } from '../../src/notify/send-notices.ts';
import { type Notifier, startNotifier } from '../../src/notify/start-notifier.ts';
import { backtestAlerts } from '../../src/status/alert-view.ts';
import { readBubbleUp } from '../../src/status/read-bubble-up.ts';
import { alertChore } from '../../src/worker/evaluate-alerts.ts';
import { type Answer, type AnsweringServer, startAnsweringServer } from '../support/answering-server.ts';
import { emptyTables } from '../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { hour, minute, noon } from '../support/entries.ts';
import { deploymentOf, deployTo, settleAll } from '../support/generations.ts';
import { addMinutes } from '../support/minute-buckets.ts';
import { objectives } from '../support/objectives.ts';
import { someTarget } from '../support/some-notice.ts';

const [objective] = objectives as [(typeof objectives)[number]];
const hook = someTarget('webhook', { name: 'hook', keyFrom: 'KEY' });
const chat = someTarget('slack', { name: 'chat', urlFrom: 'CHAT' });
const settings: NoticeSettings = {
  targets: [hook, chat],
  page: ['hook'],
  ticket: ['chat'],
  quiet: null,
  groupWaitMs: 0,
};

let embedded: EmbeddedStore;
let receiver: AnsweringServer;
let answer: () => Answer | Promise<Answer>;
let now: number;
let notifiers: Notifier[] = [];

beforeAll(async () => {
  embedded = await openEmbeddedStore();
  receiver = await startAnsweringServer(() => answer());
});
afterAll(async () => {
  await receiver.close();
  await embedded.remove();
});
beforeEach(async () => {
  now = noon;
  answer = () => ({ body: '' });
  (receiver.asked as unknown[]).length = 0;
  await emptyTables(embedded.store.db);
  await deployTo(embedded.store, deploymentOf({ objectives: [objective] }), noon);
  await settleAll(embedded.store, noon);
  // Good events all the time; only bad ones from 5 minutes after noon, for three hours.
  const traffic = Array.from({ length: 480 }, (_, index) => {
    const isBad = index >= 65 && index < 245;
    return { at: noon - hour + index * minute, good: isBad ? 0 : 10, bad: isBad ? 10 : 0 };
  });
  await addMinutes(embedded.store, objective.name, traffic);
});
afterEach(async () => {
  for (const notifier of notifiers) await notifier.stop();
  notifiers = [];
});

function begin(more: { targets?: readonly NotificationTarget[]; groupWaitMs?: number } = {}): Notifier {
  const { read, db } = embedded.store;
  const notifier = startNotifier({
    db,
    read,
    compare: (...asked) => readBubbleUp(read, ...asked),
    publicUrl: 'https://cislo.example.org',
    targets: settings.targets,
    groupWaitMs: 0,
    objectives: () => read.readObjectives(systemViewer),
    readSecret: (name) => ({ URL: `${receiver.url}/hook`, CHAT: `${receiver.url}/chat`, KEY: 'secret' })[name],
    send: createSender({ patienceMs: 300 }),
    clock: () => now,
    log: { warn: () => {}, info: () => {} },
    ...more,
  });
  notifiers.push(notifier);
  return notifier;
}

/** Minute by minute: the alerts are evaluated, and each of the processes looks at what is due. */
async function live(minutes: number, processes: () => readonly Notifier[], from = 0, own = settings): Promise<void> {
  const evaluate = alertChore(embedded.store.db, () => now, own);
  for (let after = from; after <= minutes; after += 1) {
    now = noon + after * minute;
    await evaluate();
    await Promise.all(processes().map((one) => one.run()));
  }
}

/** What the hook was told, in order. */
function told() {
  return receiver.asked
    .filter(({ path }) => path === '/hook')
    .map(({ body, headers }) => {
      const { type, timestamp, data } = JSON.parse(body);
      return { id: headers['webhook-id'], type, at: timestamp, policy: data.policy, update: data.update };
    });
}

/** What it has to be told, by the back-test: the start, every full hour, and the end. */
async function expected(minutes: number) {
  const { alerts } = await backtestAlerts(embedded.store.read, systemViewer, objective, noon, noon + minutes * minute);
  const all = alerts
    .filter(({ severity }) => isPage(severity))
    .flatMap(({ policy, firingAt, resolvedAt }) => {
      const end = resolvedAt ?? noon + minutes * minute + 1;
      const hours = Array.from(
        { length: Math.ceil((end - firingAt) / hour) - 1 },
        (_, index) => firingAt + (index + 1) * hour,
      );
      return [
        { type: 'alert.firing', at: firingAt, policy, update: false },
        ...hours.map((at) => ({ type: 'alert.firing', at, policy, update: true })),
        ...(resolvedAt === null ? [] : [{ type: 'alert.resolved', at: resolvedAt, policy, update: false }]),
      ];
    });
  return all
    .sort((one, other) => one.at - other.at || (one.policy < other.policy ? -1 : 1))
    .map((one) => ({ ...one, at: new Date(one.at).toISOString() }));
}

const inOrder = (all: ReturnType<typeof told>) =>
  [...all]
    .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : one.policy < other.policy ? -1 : 1))
    .map(({ id: _id, ...one }) => one);

describe('notifications', () => {
  it('are those of the back-test, each once and in order, by three processes of which one begins anew now and then', async () => {
    let processes = [begin(), begin(), begin()];
    const evaluate = async (from: number, to: number) => live(to, () => processes, from);
    await evaluate(0, 60);
    await processes[0]?.stop();
    processes = [begin(), ...processes.slice(1)];
    await evaluate(61, 300);

    const all = told();
    expect(inOrder(all)).toEqual(await expected(300));
    expect(all.length).toBeGreaterThan(5);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const policy of new Set(all.map((one) => one.policy))) {
      const times = all.filter((one) => one.policy === policy).map(({ at }) => at);
      expect(times).toEqual([...times].sort());
    }
  });

  it('arrive after a receiver has answered 500 for hours: in order, with the same id, without updates that are over', async () => {
    const notifier = begin();
    answer = () => (now < noon + 200 * minute ? { status: 500, body: 'no' } : { body: '' });
    await live(400, () => [notifier]);

    const tried = receiver.asked.filter(({ path }) => path === '/hook').length;
    const delivered = told().slice(-20);
    const ids = told().map(({ id }) => id);
    expect(tried).toBeGreaterThan(new Set(ids).size);
    const last = new Map(delivered.map((one) => [one.id, one]));
    const arrived = [...last.values()].filter(({ type, update }) => type === 'alert.resolved' || !update);
    expect(inOrder(arrived)).toEqual((await expected(400)).filter(({ update }) => !update));
    const counts = await embedded.store.read.readNotificationCounts(systemViewer);
    expect(
      counts
        .filter(({ target }) => target === 'hook')
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['sent', 'skipped']);
  });

  it('are tried again within two seconds, and then after twice as long each time', async () => {
    const notifier = begin();
    answer = () => ({ status: 503, body: '' });
    for (let after = 0; receiver.asked.length === 0; after += 1) await live(after, () => [notifier], after);
    const first = receiver.asked.length;
    const gaps: number[] = [];
    for (let step = 0, since = now; step < 400 && gaps.length < 5; step += 1) {
      const before = receiver.asked.filter(({ path }) => path === '/hook').length;
      now += 100;
      await notifier.run();
      if (receiver.asked.filter(({ path }) => path === '/hook').length === before) continue;
      gaps.push(now - since);
      since = now;
    }

    expect(first).toBeGreaterThan(0);
    expect(gaps[0]).toBeLessThanOrEqual(2_000);
    for (const [index, gap] of gaps.entries()) if (index > 0) expect(gap).toBe(2 * (gaps[index - 1] as number));
  });

  it('are given up after a day, and at once where they can never arrive, and are listed with the reason', async () => {
    const notifier = begin({ targets: [hook] });
    answer = () => ({ status: 500, body: 'no' });
    await live(60, () => [notifier]);
    now += 25 * hour;
    await notifier.run();

    const dead = await embedded.store.read.listNotifications(systemViewer, 'dead', 50);
    expect(
      dead
        .filter(({ target }) => target === 'chat')
        .every(({ error }) => error === "there is no target 'chat' any more"),
    ).toBe(true);
    expect(dead.find(({ target }) => target === 'hook')?.error).toBe('it answered 500: no');
    expect(
      await embedded.store.read.listNotifications({ kind: 'everyone', slos: [], repositories: [] }, 'dead', 50),
    ).toEqual([]);
    expect(await embedded.store.read.readNotificationCounts({ kind: 'everyone', slos: [], repositories: [] })).toEqual(
      [],
    );
  });

  it('say what happens, how the SLO stands and where to look', async () => {
    await live(30, () => (notifiers.length > 0 ? notifiers : [begin()]));

    const { data } = JSON.parse(receiver.asked.find(({ path }) => path === '/hook')?.body ?? '{}');
    expect(data.lines.join('\n')).toContain('times as fast as it may');
    expect(data).toMatchObject({
      slo: objective.name,
      service: objective.service,
      page: `https://cislo.example.org/slos/${objective.name}`,
      update: false,
    });
    expect(data.hours_to_exhaustion).toBe(0);
  });

  it('of one service are one message where the settings say so', async () => {
    const grouped = { ...settings, targets: [chat], page: ['chat'], groupWaitMs: 60 * minute };
    const notifier = begin({ groupWaitMs: grouped.groupWaitMs, targets: [chat] });
    await live(120, () => [notifier], 0, { ...grouped, page: [], ticket: ['chat'] });
    const separate = receiver.asked.length;

    expect(separate).toBeGreaterThan(0);
    expect(receiver.asked.some(({ body }) => JSON.parse(body).text.includes('\n'))).toBe(true);
  });

  it('say that the SLO is gone when it is', async () => {
    await live(30, () => []);
    await deployTo(embedded.store, deploymentOf({ objectives: [objectives[1] as typeof objective] }), now);
    await begin().run();

    expect(receiver.asked.some(({ body }) => body.includes('The SLO is gone.'))).toBe(true);
  });
});
