import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { remedyMarker } from '../../src/act/remedy/remedy-text.ts';
import { quietLog } from '../../src/app/quiet-log.ts';
import { createIssueClient } from '../../src/github/issue-client.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import { tellIssueWith } from '../../src/notify/tell-issue.ts';
import { type Remedies, startRemedies } from '../../src/remedy/start-remedies.ts';
import { readBubbleUp } from '../../src/status/read-bubble-up.ts';
import { emptyTables } from '../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { day, hour, minute, noon } from '../support/entries.ts';
import { deploymentOf, deployTo, settleAll } from '../support/generations.ts';
import { appKey } from '../support/github-deliveries.ts';
import { type IssueTracker, startIssueTracker } from '../support/issue-tracker.ts';
import { addMinutes } from '../support/minute-buckets.ts';
import { objectives } from '../support/objectives.ts';
import { someNotice, someTarget } from '../support/some-notice.ts';

const [objective] = objectives as [(typeof objectives)[number]];

let embedded: EmbeddedStore;
let tracker: IssueTracker;
let now: number;
let all: Remedies[] = [];

beforeAll(async () => {
  embedded = await openEmbeddedStore();
});
afterAll(() => embedded.remove());
beforeEach(async () => {
  tracker = await startIssueTracker();
  now = noon;
  await emptyTables(embedded.store.db);
  await deployTo(embedded.store, deploymentOf({ objectives: [objective] }), noon);
  await settleAll(embedded.store, noon);
});
afterEach(async () => {
  for (const one of all) await one.stop();
  all = [];
  await tracker.close();
});

const client = () =>
  createIssueClient({
    app: { id: 1, privateKey: appKey },
    apiUrl: tracker.url,
    log: quietLog() as never,
    clock: () => now,
  });

function begin(repository = 'o/r'): Remedies {
  const { db, read } = embedded.store;
  const remedies = startRemedies({
    db,
    read,
    compare: (...asked) => readBubbleUp(read, ...asked),
    issues: client(),
    settings: { repository, slos: null, labels: ['slo'], assignees: ['ada'] },
    publicUrl: 'https://cislo.example.org',
    clock: () => now,
    log: { warn: () => {}, info: () => {} },
  });
  all.push(remedies);
  return remedies;
}

const spend = () => addMinutes(embedded.store, objective.name, [{ at: noon - hour, good: 10, bad: 10 }]);
/** After the window the bad events count no more. */
async function recover(): Promise<void> {
  now += 31 * day;
  await addMinutes(embedded.store, objective.name, [{ at: now - minute, good: 100, bad: 0 }]);
}

describe('the issue of an SLO without budget', () => {
  it('is opened once by any number of processes, kept current in one comment, and closed when the budget is back', async () => {
    await spend();
    const [one, other] = [begin(), begin()];
    await Promise.all([one.run(), other.run()]);
    for (let step = 0; step < 3; step += 1) {
      now += hour;
      await one.run();
      await other.run();
    }
    const issue = tracker.issues.get(1);
    expect(tracker.issues.size).toBe(1);
    expect(issue).toMatchObject({ state: 'open', labels: ['slo'], assignees: ['ada'] });
    expect(issue?.body).toContain(remedyMarker(objective.name));
    expect(issue?.comments).toHaveLength(1);

    await recover();
    await one.run();

    expect(issue).toMatchObject({ state: 'closed' });
    expect(tracker.issues.size).toBe(1);
  });

  it('is left alone when there is no data, and opens nothing for an SLO that is well', async () => {
    const remedies = begin();
    await remedies.run();
    await addMinutes(embedded.store, objective.name, [{ at: noon - hour, good: 100, bad: 0 }]);
    await remedies.run();

    expect(tracker.written).toEqual([]);
  });

  it('stays closed when a person closed it, until the SLO was well in between', async () => {
    await spend();
    const remedies = begin();
    await remedies.run();
    const issue = tracker.issues.get(1) as NonNullable<ReturnType<typeof tracker.issues.get>>;
    Object.assign(issue, { state: 'closed', closed_by: { login: 'ada' } });
    for (let step = 0; step < 3; step += 1) {
      now += hour;
      await remedies.run();
    }
    expect(tracker.issues.size).toBe(1);
    expect(issue.state).toBe('closed');

    await recover();
    await remedies.run();
    await addMinutes(embedded.store, objective.name, [{ at: now - minute, good: 0, bad: 100 }]);
    await remedies.run();

    expect(tracker.issues.size).toBe(2);
  });

  it('that somebody deleted is not opened again, and one that was opened before a crash is found', async () => {
    await spend();
    const remedies = begin();
    await remedies.run();
    await emptyRemedies();
    await remedies.run();
    expect(tracker.issues.size).toBe(1);

    tracker.issues.delete(1);
    now += hour;
    await remedies.run();
    now += hour;
    await remedies.run();

    expect(tracker.issues.size).toBe(0);
  });

  it('is tried again when GitHub fails, and tells nothing where the App is not installed', async () => {
    await spend();
    const remedies = begin();
    tracker.fail = 500;
    await remedies.run();
    await begin('o/other').run();
    expect(tracker.issues.size).toBe(0);

    tracker.fail = null;
    await remedies.run();

    expect(tracker.issues.size).toBe(1);
    tracker.fail = 503;
    now += hour;
    await remedies.run();
    tracker.fail = null;
    await recover();
    await remedies.run();
    expect(tracker.issues.get(1)?.state).toBe('closed');
  });

  async function emptyRemedies(): Promise<void> {
    await embedded.store.db.deleteFrom('remedies').execute();
  }
});

describe('an issue as a target', () => {
  const target = someTarget('github-issue', { repository: 'o/r' });

  it('is opened when the alert fires, changed while it goes on, and closed when it is over, each once', async () => {
    const tell = tellIssueWith(client());
    const over = { ...someNotice, kind: 'resolved', resolvedAt: someNotice.at + hour } as const;

    for (const notice of [
      someNotice,
      someNotice,
      { ...someNotice, kind: 'update' as const },
      { ...someNotice, kind: 'update' as const, bad: 20 },
      over,
    ])
      expect(await tell(target, [notice])).toEqual({ result: 'sent' });
    expect(await tell(target, [over])).toEqual({ result: 'sent' });

    expect(tracker.issues.size).toBe(1);
    expect(tracker.issues.get(1)).toMatchObject({
      state: 'closed',
      title: expect.stringContaining('burns its error budget'),
    });
    expect(tracker.issues.get(1)?.comments).toHaveLength(1);
  });

  it('is tried again or given up by what GitHub answers', async () => {
    const tell = tellIssueWith(client());
    tracker.fail = 500;
    expect(await tell(target, [someNotice])).toMatchObject({ result: 'again' });
    tracker.fail = 403;
    expect(await tell(target, [someNotice])).toMatchObject({ result: 'never' });
    expect(await tell({ ...target, repository: 'o/other' }, [someNotice])).toMatchObject({ result: 'never' });
    expect(await embedded.store.read.readObjectives(systemViewer)).toHaveLength(1);
  });
});
