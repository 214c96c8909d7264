import { type Db, run } from '../database.ts';
import { laneOf } from '../lane.ts';
import { choiceConditions, type RepositoryChoice } from '../repository-choice.ts';
import { arrayLiteral, unnest } from '../unnest.ts';

/** Rows of a repository have to be looked at from `due_at` (ms) on. */
export interface QueueLine {
  readonly repository_id: number;
  readonly host: string;
  readonly due_at: number;
}

/**
 * Notes where and when something is to be settled; equal lines once, in the order of their keys. Returns the lines that were not there. The
 * caller holds the lanes' locks: else a line that is there may be cleared before the caller's rows can be seen.
 */
export async function queueSettling(db: Db, lines: readonly QueueLine[]): Promise<readonly QueueLine[]> {
  const each = new Map(lines.map((line) => [lineKey(line), line]));
  if (each.size === 0) return [];
  const rows = [...each]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => ({ ...line, lane: laneOf(line.host, line.repository_id) }));
  const columns = { repository_id: 'int8', host: 'text', due_at: 'timestamptz', lane: 'int2' } as const;
  const { select, from, params } = unnest(columns, rows);
  return run<QueueLine>(
    db,
    `insert into settle_queue (${Object.keys(columns).join(', ')}) select ${select} from ${from}
     on conflict (repository_id, due_at, host) do nothing returning repository_id, host, due_at`,
    params,
  );
}

/**
 * The same without the lanes' locks: each repository gets a line that nobody else has, of a millisecond before where one is there. It is seen
 * together with the caller's rows, so it is not cleared before they are settled.
 */
export async function queueOwnLines(db: Db, lines: readonly QueueLine[]): Promise<void> {
  const oldest = new Map<string, QueueLine>();
  for (const line of lines) {
    const place = `${line.repository_id} ${line.host}`;
    if (line.due_at < (oldest.get(place)?.due_at ?? Number.POSITIVE_INFINITY)) oldest.set(place, line);
  }
  for (let left = [...oldest.values()]; left.length > 0; ) {
    const own = new Set((await queueSettling(db, left)).map(lineKey));
    left = left.filter((line) => !own.has(lineKey(line))).map((line) => ({ ...line, due_at: line.due_at - 1 }));
  }
}

function lineKey({ repository_id, due_at, host }: QueueLine): string {
  return `${repository_id} ${due_at} ${host}`;
}

/** The repositories of these lanes in which something is due at `now` (ms), the longest due first; at most `limit`, by repository_id. */
export async function readQueue(
  db: Db,
  lanes: readonly number[],
  now: number,
  limit: number,
  choice: RepositoryChoice,
): Promise<readonly number[]> {
  const own = choiceConditions(choice, 'q', 4);
  const rows = await run<{ repository_id: number }>(
    db,
    `select q.repository_id from settle_queue q where q.due_at <= $1 and q.lane = any($2::int2[]) ${own.conditions}
     group by q.repository_id order by min(q.due_at) limit $3`,
    [new Date(now).toISOString(), arrayLiteral(lanes), limit, ...own.params],
  );
  return rows.map(({ repository_id }) => repository_id);
}

/** Takes away what was due by `now` (ms) in these lanes and repositories: all of it is settled. Returns how many lines there were. */
export async function clearQueue(
  db: Db,
  lanes: readonly number[],
  now: number,
  choice: RepositoryChoice,
): Promise<number> {
  const own = choiceConditions(choice, 'q', 3);
  const gone = await run<{ repository_id: number }>(
    db,
    `delete from settle_queue q where q.due_at <= $1 and q.lane = any($2::int2[]) ${own.conditions} returning q.repository_id`,
    [new Date(now).toISOString(), arrayLiteral(lanes), ...own.params],
  );
  return gone.length;
}
