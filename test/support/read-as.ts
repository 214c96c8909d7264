import type { Viewer } from '../../src/model/viewer.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import { day, noon } from './entries.ts';

const now = noon + day;

/** Asks the read door everything that it answers, as this viewer. */
export async function readAs(store: OpenStore, viewer: Viewer): Promise<void> {
  await store.read.readNamedProviders(viewer, 50);
  const filter = { repository: 'octo/repo', since: noon, until: now, headSha: 'a'.repeat(40), limit: 1 };
  for (const list of [store.read.listRuns, store.read.listWorkflowRuns, store.read.listRevisions]) {
    const page = await list(viewer, {});
    await list(viewer, { ...filter, ...(page.next === null ? {} : { cursor: page.next }) });
  }
  await store.read.listRuns(viewer, { kind: 'build', provider: 'jenkins', state: 'queued', openBefore: now });
  await store.read.listRevisions(viewer, { verdict: 'good', pullRequest: 1 });
  const [run, revision] = [await store.read.listRuns(viewer, {}), await store.read.listRevisions(viewer, {})];
  await store.read.readRunLog(viewer, run.items[0]?.id ?? '');
  await store.read.readRevisionLog(viewer, revision.items[0]?.id ?? '');
  await store.read.readTotals(viewer);
  await store.read.readTotals(viewer, { repositories: 2 });
  await store.read.readOpenJobs(viewer);
  await store.read.readOverdueJobs(viewer, now);
  await store.read.readRevisionsWithoutStatus(viewer, now);
  await store.read.readSloCounts(viewer, [{ slo: 'first-status', from: noon - day, to: now }]);
  await store.read.readSloMinutes(viewer, { slo: 'first-status', from: noon - day, to: now });
  await store.read.readSourceStandings(viewer);
  for (const objective of await store.read.readObjectives(viewer)) {
    const { name } = objective;
    await store.read.countPendingAt(viewer, objective, now);
    const filter = { verdict: 'bad', since: noon - day, until: now, limit: 1 } as const;
    const { next } = await store.read.listSloEvents(viewer, name, filter);
    if (next !== null) await store.read.listSloEvents(viewer, name, { ...filter, cursor: next });
    await store.read.listSloEvents(viewer, name, {});
    for (const dimension of ['hour', 'weekday', 'repository', 'runner_labels', 'data.asset', 'nothing'])
      for (const value of ['x', '(none)'])
        await store.read.listSloEvents(viewer, name, { pair: { dimension, value }, limit: 1 });
    const grouping = { slo: name, columns: ['repository'] };
    const range = { from: noon - day, to: now };
    for (const one of [grouping, { ...grouping, values: ['octo/repo'] }]) {
      await store.read.readInstanceCounts(viewer, one, [range]);
      await store.read.readInstanceSteps(viewer, one, range);
      await store.read.readInstancePending(viewer, one);
    }
    const compared = { columns: ['repository', 'host'], from: noon - day, to: now, sampledRatio: 0.5 };
    await store.read.readComparedEvents(viewer, name, compared);
    await store.read.readComparedEvents(viewer, name, {
      ...compared,
      instance: { columns: ['repository'], values: ['octo/repo'] },
    });
    await store.read.listSloEvents(viewer, name, { instance: { columns: ['repository'], values: ['octo/repo'] } });
  }
  await store.read.readEventTypes(viewer, 0, 10);
  await store.read.readAlertStates(viewer);
  await store.read.readRaisedAlerts(viewer, noon - day, now);
  await store.read.readSloDays(viewer, ['build-completion', 'first-status'], { from: noon - day, to: now });
  await store.read.readRepositoryDays(viewer, ['build-completion', 'first-status'], { from: noon - day, to: now });
  await store.read.readPending(viewer);
  await store.read.readNotificationCounts(viewer);
  await store.read.readJobFacts(viewer, { from: noon - day, to: now }, 5);
  for (const { indicator } of await store.read.readObjectives(viewer))
    if (indicator.eventType !== 'measured')
      await store.read.countCohort(viewer, indicator, { from: noon - day, to: now, now, graceMs: 0 });
  await store.read.listNotifications(viewer, 'dead', 1);
  await store.read.readLagMs(viewer, now);
  await store.read.readFreshness(viewer, now);
  await store.read.countDeliveries(viewer, 0);
  await store.keepAside('aside-1', 'status', '{}', 'invalid', noon);
}
