import { setTimeout as sleep } from 'node:timers/promises';
import type { Objective } from '../model/objective.ts';
import type { Rules } from '../model/rules.ts';
import type { OpenStore } from '../store/open-store.ts';
import { hasWork } from '../store/read/read-gauges.ts';
import { applyDefinitions } from './apply-definitions.ts';
import { foldInbox } from './fold-inbox.ts';
import { maintain } from './maintain.ts';
import { prune } from './prune.ts';
import { settleDue } from './settle-due.ts';
import { type DoorTraffic, noTraffic, watchRush } from './watch-rush.ts';

export interface WorkerOptions {
  readonly store: Pick<OpenStore, 'db' | 'embedded'>;
  readonly objectives: readonly Objective[];
  readonly rules: Rules;
  readonly rulesHash: string;
  /** How long after a deadline an event without a result waits before it is judged. */
  readonly graceMs: number;
  /** How often the worker looks for work by itself. */
  readonly everyMs: number;
  readonly retentionDays: number;
  /** Our clock, ms. */
  readonly clock: () => number;
  readonly log: WorkerLog;
  /** While many deliveries come, folding waits a little. Default: nobody counts them. */
  readonly door?: DoorTraffic;
}

export interface WorkerLog {
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
}

/** Folds and settles in the background. Any number of replicas may run one on the same database. */
export interface SettleWorker {
  /**
   * Resolves when everything committed before the call is folded and settled, or after `patienceMs` (default 2000).
   * Returns whether it got there. Rejects when the database fails.
   */
  drain(patienceMs?: number): Promise<boolean>;
  /** Finishes the batch at hand and stops. */
  stop(): Promise<void>;
}

/** What one pass found, in rows. */
interface Pass {
  readonly folded: number;
  readonly settled: number;
}

/** Rows of one transaction. The embedded database has one session, which the door needs too: in a rush its transactions are short. Small ones also keep memory flat. */
const batchRows = { server: 1_000, embedded: 1_000, embeddedInRush: 200 };
/** In a rush work waits so long. Where door and fold share one session, no rush that such a database is made for lasts as long. */
const longestWaitMs = { server: 10_000, embedded: 60_000 };
/** In a rush the door has the embedded session this many times as long as the fold. */
const doorShare = 1.5;
/** Rows that a pass must have found to be followed by another one at once. */
const worthwhile = 250;
/** Rows after which the embedded database's statistics are made anew. */
const maintainEveryRows = 50_000;
const pruneEveryMs = 10 * 60_000;

/** Starts the worker. Nothing waits for another delivery: what is overdue becomes bad by the clock alone. */
export async function startWorker(options: WorkerOptions): Promise<SettleWorker> {
  const { store, clock, log } = options;
  await applyDefinitions(store.db, options, clock());
  const rush = watchRush(options.door ?? noTraffic, store.embedded ? longestWaitMs.embedded : longestWaitMs.server);
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let prunedAt = clock();
  let sinceMaintenance = 0;
  let turn: Promise<unknown> = Promise.resolve();

  function limit(inRush: boolean): number {
    if (!store.embedded) return batchRows.server;
    return inRush ? batchRows.embeddedInRush : batchRows.embedded;
  }

  /** One batch of each kind; passes of one process never overlap. */
  function pass(most: number): Promise<Pass> {
    const next = turn.then(async () => {
      const folded = await foldInbox(store.db, options.rules, most, clock());
      const settled = await settleDue(store.db, options.objectives, options.graceMs, 2 * most, clock());
      return { folded, settled };
    });
    turn = next.catch(() => undefined);
    return next;
  }

  async function work(): Promise<void> {
    if (rush.mayWait()) return;
    const overdue = rush.isOn();
    rush.begin();
    // A batch that is far from full is all there was: while deliveries keep coming, folding each few at once would
    // cost more than it brings, so the rest waits for the next tick (or for a reader, who drains).
    for (let more = true; more && !stopped && (overdue || !rush.isOn()); ) {
      const most = limit(overdue);
      const begun = performance.now();
      const { folded, settled } = await pass(most);
      sinceMaintenance += folded + settled;
      more = overdue ? Math.max(folded, settled / 2) > most / 2 : folded + settled > worthwhile;
      if (more && overdue && store.embedded) await sleep((performance.now() - begun) * doorShare);
    }
    if (store.embedded && sinceMaintenance > maintainEveryRows) {
      sinceMaintenance = 0;
      await maintain(store.db);
    }
    if (!stopped && clock() - prunedAt >= pruneEveryMs) {
      prunedAt = clock();
      const removed = await prune(store.db, clock() - options.retentionDays * 86_400_000);
      if (removed > 0) log.info({ removed }, 'removed rows past their retention');
    }
  }

  async function tick(): Promise<void> {
    try {
      await work();
      failures = 0;
    } catch (error) {
      failures += 1;
      log.warn({ err: error, failures }, 'folding or settling failed and will be tried again');
    }
    if (!stopped) timer = setTimeout(() => void run(), options.everyMs * Math.min(30, 2 ** failures));
  }

  let running: Promise<void> = Promise.resolve();
  function run(): Promise<void> {
    running = tick();
    return running;
  }
  timer = setTimeout(() => void run(), options.everyMs);

  return {
    async drain(patienceMs = 2_000) {
      const until = performance.now() + patienceMs;
      while (await hasWork(store.db, clock())) {
        if (stopped || performance.now() > until) return false;
        const { folded, settled } = await pass(limit(rush.isOn()));
        // Nothing done although there is work: another replica has its lanes and will be finished in a moment.
        if (folded + settled === 0) await sleep(5);
      }
      return true;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      await turn;
    },
  };
}
