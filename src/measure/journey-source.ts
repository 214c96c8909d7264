import type { JourneyIndicator } from '../model/objective.ts';
import type { SourceMinute } from '../model/source-metric.ts';
import { journeyVerdict } from '../slo/journey-verdict.ts';
import type { MeasuredSource } from '../source/measured-source.ts';
import type { Db } from '../store/database.ts';
import { readJourneys } from '../store/event/read-journeys.ts';
import { readShown } from '../store/generation/read-shown.ts';

const minuteMs = 60_000;

/** When journeys are judged. */
export interface JudgingTime {
  /** Our clock, ms. */
  readonly clock: () => number;
  /** How long after a limit what is missing is waited for, ms. */
  readonly graceMs: number;
}

/** The journeys of our own events as a source: each counts in the minute of its verdict. */
export function journeySource(db: Db, indicator: JourneyIndicator, { clock, graceMs }: JudgingTime): MeasuredSource {
  async function judged(from: number, to: number) {
    const now = clock();
    const { fold } = await readShown(db);
    const journeys = await readJourneys(db, { indicator, fold, from: from - indicator.decidedAfterMs, to });
    return journeys.map((journey) => journeyVerdict(indicator, journey, now, graceMs));
  }

  return {
    async readMinutes(from, to) {
      const minutes = new Map<number, { good: number; total: number; excluded: number }>();
      for (const { verdict, at } of await judged(from, to)) {
        if (at === null || at < from || at >= to) continue;
        const start = Math.floor(at / minuteMs) * minuteMs;
        const counts = minutes.get(start) ?? { good: 0, total: 0, excluded: 0 };
        minutes.set(start, counts);
        if (verdict === 'excluded') counts.excluded += 1;
        else counts.total += 1;
        if (verdict === 'good') counts.good += 1;
      }
      return [...minutes].map(([at, counts]): SourceMinute => ({ at, ...counts })).sort((a, b) => a.at - b.at);
    },
    async countPending(now) {
      const waiting = await judged(now - graceMs, now);
      return waiting.filter(({ verdict }) => verdict === 'pending').length;
    },
    close: async () => undefined,
  };
}
