import type { CustomEvent } from '../../model/custom-event.ts';
import type { LogEntry, RepositoryRef } from '../../model/delivery.ts';
import { noRepositoryId } from '../../model/hook-delivery.ts';
import type { SentEvent } from '../../model/sent-event.ts';
import { idFromName } from '../../normalize/id-from-name.ts';
import { stableId } from '../../track/stable-id.ts';
import { append } from '../append.ts';
import { customEventColumns, toCustomEventRow } from '../custom-event-row.ts';
import { type Db, run } from '../database.ts';
import { insertRows } from '../insert-rows.ts';
import { laneOf } from '../lane.ts';
import { tableColumns } from '../schema.ts';
import { queueOwnLines } from '../settlement/settle-queue.ts';
import { arrayLiteral } from '../unnest.ts';
import { findNamedRepositories } from './find-named-repositories.ts';

const { lane, row_hash, due_at } = tableColumns.custom_events;
const columns = { ...customEventColumns, lane, row_hash, due_at };

/**
 * Stores events that were sent, in one transaction: each once by its source and id, to be settled at once. What one tells of a job on a
 * commit goes to the log too, when the repository is known; else the event has the quirk `unknown_repository`. Answers for each event
 * whether it was new.
 */
export function appendEvents(db: Db, events: readonly SentEvent[]): Promise<readonly boolean[]> {
  return db.transaction().execute((tx) => appendIn(tx, events));
}

async function appendIn(tx: Db, events: readonly SentEvent[]): Promise<readonly boolean[]> {
  const ids = events.map(({ source, eventId }) => stableId(['custom-event', source, eventId]));
  const there = await run<{ id: string }>(tx, `select id from custom_events where id = any($1::text[])`, [
    arrayLiteral(ids),
  ]);
  const seen = new Set(there.map(({ id }) => id));
  const fresh = events.flatMap((event, index) => {
    const id = ids[index] as string;
    if (seen.has(id)) return [];
    seen.add(id);
    return [{ id, event }];
  });
  if (fresh.length === 0) return events.map(() => false);
  const known = await findNamedRepositories(
    tx,
    fresh.flatMap(({ event }) => event.repository ?? []),
  );
  const placed = fresh.map(({ id, event }) => place(id, event, known(event.repository)));
  const written = await insertRows<Pick<CustomEvent, 'id'>>(tx, {
    table: 'custom_events',
    columns,
    rows: placed
      .map(({ stored }) => ({
        ...toCustomEventRow(stored),
        lane: laneOf(stored.host, stored.repositoryId),
        row_hash: '',
        due_at: stored.receivedAt,
      }))
      .sort((a, b) => a.repository_id - b.repository_id || (a.id < b.id ? -1 : 1)),
    ending: 'on conflict (repository_id, id, host) do nothing returning id',
  });
  const isNew = new Set(written.map(({ id }) => id));
  const kept = placed.filter(({ stored }) => isNew.has(stored.id));
  await append(
    tx,
    kept.flatMap(({ entry }) => entry ?? []),
  );
  await queueOwnLines(
    tx,
    kept.map(({ stored }) => ({ repository_id: stored.repositoryId, host: stored.host, due_at: stored.receivedAt })),
  );
  return ids.map((id) => isNew.delete(id));
}

/** The event as a row, and as a line of the log where it tells of a job in a repository that is known. */
function place(
  id: string,
  event: SentEvent,
  known: RepositoryRef | null,
): { readonly stored: CustomEvent; readonly entry: LogEntry | null } {
  const { repository, job, quirks, ...same } = event;
  const isNowhere = job !== null && known === null;
  const stored: CustomEvent = {
    ...same,
    id,
    repositoryId: known?.id ?? (repository === null ? noRepositoryId : idFromName(repository.fullName)),
    host: known?.host ?? repository?.host ?? '',
    repository: repository?.fullName ?? null,
    quirks: isNowhere ? [...quirks, 'unknown_repository'] : quirks,
  };
  if (job === null || known === null) return { stored, entry: null };
  const { receivedAt } = event;
  const entry = {
    repository: known,
    guid: `cdevent-${id}`,
    event: 'cdevent',
    action: event.type.slice(0, 100),
    receivedAt,
    sentAt: null,
    observation: job,
    // They are counted with the event.
    quirks: [],
  };
  return { stored, entry };
}
