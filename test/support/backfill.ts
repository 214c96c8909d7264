import { quietLog } from '../../src/app/quiet-log.ts';
import { openBackfill } from '../../src/backfill/open-backfill.ts';
import { type BackfillResult, type RunBackfillOptions, runBackfill } from '../../src/backfill/run-backfill.ts';
import type { DemoDelivery } from '../../src/demo/demo-delivery.ts';
import { generateMonth } from '../../src/demo/generate-month.ts';
import { createBackfillClient } from '../../src/github/backfill-client.ts';
import { createBackfillOctokit } from '../../src/github/backfill-octokit.ts';
import type { LogEntry } from '../../src/model/delivery.ts';
import { readDelivery } from '../../src/normalize/read-delivery.ts';
import type { Db } from '../../src/store/database.ts';
import { groupBy } from '../../src/track/group-by.ts';

export const monthEnd = Date.UTC(2026, 0, 31);
export const monthStart = monthEnd - 30 * 86_400_000;
export const hosts = ['github.com'] as const;

/** All deliveries of one repository of a small made-up month, with checks of an app that never updates them, Actions jobs and statuses. */
export function repositoryDeliveries(deliveries: number, seed = 'backfill'): readonly DemoDelivery[] {
  const month = generateMonth({ seed, end: monthEnd, deliveries, repositories: 12 });
  const nameOf = ({ payload }: DemoDelivery): string => (payload as RepositoryPayload).repository.full_name;
  const byRepository = [...groupBy([...month.deliveries], nameOf).values()];
  const kinds = (list: readonly DemoDelivery[]): number =>
    new Set(list.map(({ event, payload }) => `${event}/${(payload as CheckPayload).check_run?.app.slug}`)).size;
  const main = [...byRepository].sort((a, b) => kinds(b) - kinds(a))[0] as readonly DemoDelivery[];
  const other = byRepository.find((list) => list.some(({ event }) => event === 'status')) as readonly DemoDelivery[];
  return [...main, ...other.map((delivery) => movedInto(main[0] as DemoDelivery, delivery))].sort(
    (a, b) => a.at - b.at,
  );
}

interface RepositoryPayload {
  readonly repository: { readonly id: number; readonly full_name: string };
}
interface CheckPayload {
  readonly check_run?: { readonly app: { readonly slug: string } };
}

/** The same delivery as if it had happened in the repository of another one; its pull requests get other numbers. */
function movedInto(target: DemoDelivery, delivery: DemoDelivery): DemoDelivery {
  const from = (delivery.payload as RepositoryPayload).repository;
  const to = (target.payload as RepositoryPayload).repository;
  const text = JSON.stringify(delivery.payload)
    .replaceAll(from.full_name, to.full_name)
    .replaceAll(String(from.id), String(to.id))
    .replaceAll(/"number":(\d+)/g, (_, number) => `"number":${Number(number) + 5_000}`);
  return {
    ...delivery,
    payload: { ...JSON.parse(text), repository: (target.payload as RepositoryPayload).repository },
  };
}

/** The log's lines of deliveries that came by webhook. */
export function webhookEntries(deliveries: readonly DemoDelivery[]): readonly LogEntry[] {
  return deliveries.flatMap(({ guid, event, payload, at }) => {
    const entry = readDelivery({ guid, event, payload, receivedAt: at }, { hosts });
    return 'ignored' in entry ? [] : [entry].flat();
  });
}

export interface BackfillSettings extends Partial<Omit<RunBackfillOptions, 'client' | 'db'>> {
  readonly fullName: string;
  readonly since?: number;
  readonly restart?: boolean;
  readonly timeoutMs?: number;
  readonly retries?: number;
}

/** A clock that moves only when somebody sleeps. */
export function sleepyClock(start: number): {
  readonly clock: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly slept: number[];
} {
  const slept: number[] = [];
  let now = start;
  return {
    clock: () => now,
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
    },
    slept,
  };
}

/** Runs a back-fill with a token, as `cislo backfill` does. */
export async function backfillWith(db: Db, settings: BackfillSettings): Promise<BackfillResult> {
  const { fullName, since = monthStart, restart = false, timeoutMs = 5_000, retries = 0, ...rest } = settings;
  const { clock, sleep } = sleepyClock(monthEnd + 3_600_000);
  const options = { clock, sleep, signal: new AbortController().signal, ...rest };
  const octokit = createBackfillOctokit({ type: 'token', token: 'test' }, 'https://api.github.com', quietLog());
  const client = createBackfillClient({ octokit, clock: options.clock, timeoutMs, retries });
  const access = { client, installation: null };
  const begun = await openBackfill({ ...options, access, db, fullName, gheHost: null, since, restart });
  return runBackfill(
    {
      client,
      db,
      hosts,
      concurrency: 4,
      retentionMs: 3 * 86_400_000,
      paceMs: 0,
      mayGoOn: async () => undefined,
      ...options,
    },
    begun,
  );
}
