/** A row changed its place in the list: when (the database's clock), and where it stood before. Both in ms. */
export type Move = readonly [movedAt: number, before: number];

/** The place of a row that stands in the database. */
export interface StoredPlace {
  readonly queued_at: number;
  /** In order; null when it never moved. */
  readonly moves: readonly Move[] | null;
  /** The database's clock when the row was read, ms. */
  readonly read_at: number;
}

/** How long moves are kept, ms: as long as a walk through a list may take. */
const keptMs = 3_600_000;

/**
 * The moves that a run keeps when it is written with this `queuedAt` (ms). Lists are ordered by that time, and a walk through a list
 * must meet the run once although its time changed meanwhile. `before` is undefined for a new row. A new move removes old ones.
 */
export function rememberMoves(
  before: StoredPlace | undefined,
  queuedAt: number,
): { readonly moved_at: number | null; readonly moves: readonly Move[] | null } {
  const moves = before?.moves ?? [];
  if (before === undefined || before.queued_at === queuedAt) return written(moves);
  const recent = moves.filter(([movedAt]) => movedAt > before.read_at - keptMs);
  return written([...recent, [before.read_at, before.queued_at]]);
}

function written(moves: readonly Move[]) {
  return { moved_at: moves.at(-1)?.[0] ?? null, moves: moves.length === 0 ? null : moves };
}
