import type { SourceMinute } from '../model/source-metric.ts';
import type { CountedMinute } from '../store/measuring/read-counted-minutes.ts';

/** What has to be added to the sums of a minute, or (negative) taken out. `at` in ms. */
export interface MinuteChange {
  readonly at: number;
  readonly good: number;
  readonly bad: number;
  readonly excluded: number;
}

/** What makes of the counted minutes the measured ones. A minute that was counted and is not measured any more is taken out. In order of time. */
export function minuteChanges(
  counted: readonly CountedMinute[],
  measured: readonly SourceMinute[],
): readonly MinuteChange[] {
  const changes = new Map(
    counted.map(({ at, good, bad, excluded }) => [at, { at, good: 0 - good, bad: 0 - bad, excluded: 0 - excluded }]),
  );
  for (const { at, good, total, excluded = 0 } of measured) {
    const before = changes.get(at) ?? { at, good: 0, bad: 0, excluded: 0 };
    changes.set(at, {
      at,
      good: before.good + good,
      bad: before.bad + total - good,
      excluded: before.excluded + excluded,
    });
  }
  return [...changes.values()]
    .filter(({ good, bad, excluded }) => good !== 0 || bad !== 0 || excluded !== 0)
    .sort((a, b) => a.at - b.at);
}
