import type { Notice } from '../act/notice/notice.ts';
import { knownTargets, type NotificationTarget } from '../act/notice/notification-target.ts';
import { groupedTypes } from '../act/notice/render-notice.ts';
import type { Objective } from '../model/objective.ts';
import type { Db } from '../store/database.ts';
import { claimNotifications, readNextDue } from '../store/notification/claim-notifications.ts';
import { endNotification, hasNewer, retryNotification, saveNotice } from '../store/notification/end-notification.ts';
import type { NotificationRow } from '../store/notification/notification-row.ts';
import { groupBy } from '../track/group-by.ts';
import { type ComposeParts, composeNotice } from './compose-notice.ts';
import { giveUpMs, retryDelay } from './retry-delay.ts';
import type { ReadSecret, SendNotices, ToldResult } from './send-notices.ts';

export interface NotifierParts extends ComposeParts {
  readonly db: Db;
  readonly targets: readonly NotificationTarget[];
  /** What happens to one service within this time is told together, ms. */
  readonly groupWaitMs: number;
  /** The objectives that are in force. */
  readonly objectives: () => Promise<readonly Objective[]>;
  readonly readSecret: ReadSecret;
  readonly send: SendNotices;
  readonly log: {
    readonly warn: (fields: object, message: string) => void;
    readonly info: (fields: object, message: string) => void;
  };
}

export interface Notifier {
  /** Sends what is due; resolves with how many notifications were taken. */
  run(): Promise<number>;
  stop(): Promise<void>;
}

const lookEveryMs = 2_000;
/** How often it looks where there is no target. */
const idleMs = 60_000;
/** While something waits for its next attempt, the notifier looks more often. */
const soonMs = 250;
const together = 50;

/**
 * Tells targets what happened. It asks one table now and then; of several processes each notification is sent by one. A target that hangs holds
 * up nobody else.
 */
export function startNotifier(parts: NotifierParts): Notifier {
  let running: Promise<number> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let known = { at: Number.NEGATIVE_INFINITY, isThere: false };

  async function look(): Promise<void> {
    let nextMs = idleMs;
    try {
      await run();
      const due = await readNextDue(parts.db);
      if (due !== null) nextMs = Math.min(lookEveryMs, Math.max(soonMs, due - parts.clock()));
      else if (await hasTargets()) nextMs = lookEveryMs;
    } catch (error) {
      parts.log.warn({ err: error }, 'notifications could not be read; they are looked at again');
    }
    if (!isStopped) timer = setTimeout(() => void look(), nextMs).unref();
  }

  /** Where nobody can be told, the database is hardly asked. */
  async function hasTargets(): Promise<boolean> {
    if (parts.targets.length > 0) return true;
    if (parts.clock() - known.at >= idleMs)
      known = { at: parts.clock(), isThere: knownTargets([], await parts.objectives()).size > 0 };
    return known.isThere;
  }

  function run(): Promise<number> {
    running ??= sendDue(parts).finally(() => {
      running = null;
    });
    return running;
  }

  timer = setTimeout(() => void look(), soonMs).unref();
  return {
    run,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running?.catch(() => {});
    },
  };
}

async function sendDue(parts: NotifierParts): Promise<number> {
  const claimed = await claimNotifications(parts.db, parts.clock(), together);
  if (claimed.length === 0) return 0;
  const objectives = await parts.objectives();
  const targets = knownTargets(parts.targets, objectives);
  const composed = await Promise.all(claimed.map((row) => prepare(parts, row, objectives)));
  const ready = composed.flatMap((one) => one ?? []);
  const messages = [...groupBy(ready, (one) => messageOf(parts, targets, one))];
  await Promise.all(messages.map(([, group]) => tell(parts, targets, group)));
  return claimed.length;
}

interface Prepared {
  readonly row: NotificationRow;
  readonly notice: Notice;
}

/** Puts a notification into words, once; null for an update after which something newer happened, which is told instead. */
async function prepare(
  parts: NotifierParts,
  row: NotificationRow,
  objectives: readonly Objective[],
): Promise<Prepared | null> {
  if (row.facts.kind === 'update' && (await hasNewer(parts.db, row))) {
    await endNotification(parts.db, row, 'skipped', parts.clock());
    return null;
  }
  if (row.notice !== null) return { row, notice: row.notice };
  const objective = objectives.find(({ name }) => name === row.facts.slo) ?? null;
  const notice = await composeNotice(parts, row.id, row.facts, objective);
  await saveNotice(parts.db, row.id, notice);
  return { row, notice };
}

/** What is told in one message: each by itself, or all of one service. */
function messageOf(
  { groupWaitMs }: NotifierParts,
  targets: ReadonlyMap<string, NotificationTarget>,
  { row }: Prepared,
): string {
  const type = targets.get(row.target)?.type;
  const isGrouped = groupWaitMs > 0 && type !== undefined && groupedTypes.includes(type);
  return isGrouped ? `${row.target}\0${row.service}` : row.id;
}

async function tell(
  parts: NotifierParts,
  targets: ReadonlyMap<string, NotificationTarget>,
  group: readonly Prepared[],
): Promise<void> {
  const [{ row: first }] = group as readonly [Prepared, ...Prepared[]];
  const target = targets.get(first.target);
  const result: ToldResult =
    target === undefined
      ? { result: 'never', error: `there is no target '${first.target}' any more` }
      : await parts.send(
          target,
          group.map(({ notice }) => notice),
          parts.readSecret,
        );
  for (const { row } of group) await settle(parts, row, result);
}

async function settle({ db, clock, log }: NotifierParts, row: NotificationRow, result: ToldResult): Promise<void> {
  const now = clock();
  const fields = { target: row.target, slo: row.facts.slo, kind: row.facts.kind, attempts: row.attempts };
  if (result.result === 'sent') return endNotification(db, row, 'sent', now);
  const isOver = result.result === 'never' || now - row.madeAt > giveUpMs;
  if (isOver) {
    log.warn({ ...fields, error: result.error }, 'a notification could not be sent and is given up');
    return endNotification(db, row, 'dead', now, result.error);
  }
  if (row.attempts === 1)
    log.info({ ...fields, error: result.error }, 'a notification could not be sent; it is tried again');
  return retryNotification(db, row, now + retryDelay(row.attempts, result.retryAfterMs), result.error);
}
