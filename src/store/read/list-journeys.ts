import type { JourneyIndicator } from '../../model/objective.ts';
import { journeyVerdict } from '../../slo/journey-verdict.ts';
import type { Db } from '../database.ts';
import type { JudgedRange } from '../event/judged-events-sql.ts';
import { readJourneys } from '../event/read-journeys.ts';
import { readShown } from '../generation/read-shown.ts';
import type { RepositoryChoice } from '../repository-choice.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { SloEventFilter, SloEventView } from './list-slo-events.ts';

import type { Page } from './view.ts';

/** Which journeys. Times in ms. */
export interface JourneyFilter extends Omit<SloEventFilter, 'instance'> {
  /** Journeys that were decided from here on. */
  readonly since: number;
}

/**
 * The journeys that were decided, newest first by the time of their verdict, then by id. They are judged now, and nothing is written. Their
 * attributes name the step that decided, and why.
 */
export async function listJourneys(
  db: Db,
  choice: RepositoryChoice,
  indicator: JourneyIndicator,
  { verdict: wanted, since, until, limit = 100, cursor }: JourneyFilter,
  { now, graceMs }: Pick<JudgedRange, 'now' | 'graceMs'>,
): Promise<Page<SloEventView>> {
  const { fold } = await readShown(db);
  const last = cursor === undefined ? null : readCursor(cursor);
  const to = Math.min(until ?? now + 1, now + 1);
  const from = since - indicator.decidedAfterMs;
  const journeys = await readJourneys(db, { indicator, fold, from, to, choice });
  const decided = journeys.flatMap((journey): readonly SloEventView[] => {
    const { verdict, at, step, reason } = journeyVerdict(indicator, journey, now, graceMs);
    if (verdict === 'pending' || at === null || at < since || at >= to) return [];
    if (wanted !== undefined && verdict !== wanted) return [];
    const { id, url, attributes, facts } = journey;
    const own = { step, step_reason: reason, begun_at: facts.start };
    return [{ id, type: 'journey', at, verdict, url, attributes: { ...attributes, ...own } }];
  });
  const left = decided
    .filter((one) => last === null || one.at < last.at || (one.at === last.at && one.id < last.id))
    .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  const items = left.slice(0, limit);
  const end = items.at(-1);
  const hasMore = left.length > limit && end !== undefined;
  return { items, next: hasMore ? writeCursor({ began: last?.began ?? 0, at: end.at, id: end.id }) : null };
}
