import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildStep } from '../generation/build.ts';
import { deploy } from '../generation/deploy.ts';
import { deploymentHash } from '../generation/deployment.ts';
import { foldBatch, settleBatch } from '../generation/next-batch.ts';
import { type Work, workReader } from '../generation/work.ts';
import { leave } from '../store/generation/processes.ts';
import { readWaiting } from '../store/projection/read-waiting.ts';
import { hasWork } from '../store/settlement/has-work.ts';
import { type Chores, doChores } from './chores.ts';
import { describeWork } from './describe-work.ts';
import { keepApart } from './keep-apart.ts';
import { startMeasuring } from './start-measuring.ts';
import { noTraffic, watchRush } from './watch-rush.ts';
import type { WorkerOptions } from './worker-options.ts';

/** Folds and settles in the background. Any number of replicas may run one on the same database. */
export interface SettleWorker {
  /**
   * Resolves when everything committed before the call is folded and settled, or after `patienceMs` (default 2000).
   * Returns whether all of it is done. Rejects when the database fails.
   */
  drain(patienceMs?: number): Promise<boolean>;
  /** Finishes the batch at hand and stops. */
  stop(): Promise<void>;
}

/** A worker in this thread. */
export interface LocalWorker extends SettleWorker {
  /**
   * Resolves when no generation is being built any more, or after `patienceMs`. Returns whether all are built. Nobody has to call
   * it: the worker builds in the background.
   */
  build(patienceMs: number): Promise<boolean>;
}

/** What one pass found, in rows. */
interface Pass {
  readonly folded: number;
  readonly settled: number;
}

/**
 * Rows of one transaction. The embedded database has one session, and the door needs it too, so its transactions are short in a rush.
 * Small transactions also keep memory flat.
 */
const batchRows = { server: 1_000, embedded: 1_000, embeddedInRush: 200 };
/** Commits and pull requests of one step of building: the door waits no longer than that. */
const buildRows = { server: 300, embedded: 150 };
/** Rows that the database judges in one step of building: no delivery is folded meanwhile, and the embedded database takes none. */
const judgedRows = { server: { together: 60_000, parts: 2 }, embedded: { together: 6_000, parts: 1 } };
/** In a rush the worker waits at most this long before it folds. It waits longer on the embedded database, where door and fold share one session. */
const longestWaitMs = { server: 10_000, embedded: 60_000 };
/** In a rush the worker rests this many times as long as its last batch took, so that the door has the embedded session. */
const doorShare = 1.5;
/** A pass that found at least this many rows is followed by another one at once. */
const worthwhile = 250;
/** A batch of an age that no delivery waits for. */
const retryMs = 50;
/** How often an idle worker looks at the generations: another process may have deployed other settings. */
const idlePassMs = 2_000;

/**
 * Starts the worker. It offers its settings. It folds and settles for the generations of the database, if this program makes the same
 * rows and verdicts; otherwise it stands aside and looks again later. An overdue event becomes bad without a further delivery.
 */
export async function startWorker(options: WorkerOptions): Promise<LocalWorker> {
  const { store, clock, log, offers } = options;
  const kind = store.embedded ? 'embedded' : 'server';
  const process = { id: randomUUID(), kind: 'serve' } as const;
  const readWork = workReader(options.versions);
  const describe = describeWork(log, offers === null ? null : deploymentHash(offers));
  if (offers !== null) await deploy(store.db, process, offers, clock());
  const chores: Chores = doChores({ ...options, process });
  const rush = watchRush(options.door ?? noTraffic, longestWaitMs[kind]);
  let rows = batchRows.embeddedInRush;
  const fold = keepApart(
    'folding',
    (scope) => foldBatch(store.db, readWork, rows, clock(), scope),
    (except) => readWaiting(store.db, null, except),
    log,
    () => performance.now(),
  );
  const settle = keepApart(
    'settling',
    (scope) => settleBatch(store.db, readWork, 2 * rows, clock(), scope),
    (except) => readWaiting(store.db, clock(), except),
    log,
    () => performance.now(),
  );
  let latest: Work | null = null;
  let passedAt = Number.NEGATIVE_INFINITY;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let turn: Promise<unknown> = Promise.resolve();

  function limit(inRush: boolean): number {
    if (!store.embedded) return batchRows.server;
    return inRush ? batchRows.embeddedInRush : batchRows.embedded;
  }

  /** One batch of each kind; passes of one process never overlap. */
  function pass(most: number): Promise<Pass> {
    const next = turn.then(async () => {
      await chores.beat();
      rows = most;
      const folded = await fold();
      const settled = await settle();
      latest = settled.work;
      passedAt = performance.now();
      describe(latest);
      return { folded: folded.rows, settled: settled.rows };
    });
    turn = next.catch(() => undefined);
    return next;
  }

  function step(): Promise<boolean> {
    const next = turn.then(() => buildStep(store.db, readWork, buildRows[kind], clock(), judgedRows[kind]));
    turn = next.catch(() => undefined);
    return next;
  }

  function isBuilding(): boolean {
    return latest !== null && latest.aside === null && latest.settling.building.size > 0;
  }

  async function work(): Promise<void> {
    if (rush.mayWait()) return;
    if (await isIdle()) return chores.run();
    const overdue = rush.isOn();
    rush.begin();
    // A small batch means that little is waiting. To fold every few deliveries at once would cost too much, so the rest
    // waits for the next tick, or for a reader who asks to wait.
    for (let more = true; more && !stopped && (overdue || !rush.isOn()); ) {
      const most = limit(overdue);
      const begun = performance.now();
      const { folded, settled } = await pass(most);
      chores.count(folded + settled);
      more = overdue ? Math.max(folded, settled / 2) > most / 2 : folded + settled > worthwhile;
      if (more && overdue && store.embedded) await sleep((performance.now() - begun) * doorShare);
    }
    if (!stopped) await chores.run();
  }

  /** Whether the queues are empty and the generations were looked at lately. Then one statement is enough, and no pass is made. */
  async function isIdle(): Promise<boolean> {
    if (isBuilding() || performance.now() - passedAt > idlePassMs) return false;
    await chores.beat();
    return !(await hasWork(store.db, clock()));
  }

  /** Builds one step after the new deliveries are done, then rests as long as the step took. Returns when to look again, ms. */
  async function buildSome(): Promise<number> {
    if (stopped || rush.isOn() || !isBuilding()) return options.everyMs;
    const begun = performance.now();
    const stepped = await step();
    return stepped ? Math.min(options.everyMs, performance.now() - begun) : options.everyMs;
  }

  async function tick(): Promise<void> {
    let waitMs = options.everyMs;
    try {
      await work();
      waitMs = await buildSome();
      failures = 0;
    } catch (error) {
      failures += 1;
      waitMs = options.everyMs * Math.min(30, 2 ** failures);
      log.warn({ err: error, failures }, 'folding or settling failed and will be tried again');
    }
    if (!stopped) timer = setTimeout(() => void run(), waitMs);
  }

  const measuring = startMeasuring(options, readWork);
  let running: Promise<void> = Promise.resolve();
  function run(): Promise<void> {
    running = tick();
    return running;
  }
  timer = setTimeout(() => void run(), options.everyMs);

  return {
    async drain(patienceMs = 2_000) {
      const until = performance.now() + patienceMs;
      if (latest === null) await pass(limit(rush.isOn()));
      while (await hasWork(store.db, clock())) {
        if (stopped || performance.now() > until) return false;
        const { folded, settled } = await pass(limit(rush.isOn()));
        // There is work, but another replica holds the locks of its lanes and will finish in a moment.
        if (folded + settled === 0) await sleep(latest?.aside == null ? 5 : retryMs);
      }
      return true;
    },
    async build(patienceMs) {
      const until = performance.now() + patienceMs;
      for (;;) {
        await pass(limit(false));
        if (latest !== null && latest.settling.building.size === 0) return latest.aside === null;
        if (stopped || performance.now() > until) return false;
        if (!(await step())) await sleep(retryMs);
      }
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      await turn;
      await measuring.stop();
      await leave(store.db, process.id).catch(() => undefined);
    },
  };
}
