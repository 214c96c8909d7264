import type { Objective } from '../model/objective.ts';
import type { BurnWindow } from './alert-pairs.ts';
import { burnWindowNames, burnWindows } from './alert-pairs.ts';
import { windowBounds } from './window-bounds.ts';

/** A stretch of time, half-open, ms, whole minutes, whose events are counted for one SLO. */
export interface StatusWindow {
  readonly slo: string;
  readonly from: number;
  readonly to: number;
  /** `slo`: the objective's own window. */
  readonly window: 'slo' | BurnWindow;
}

/**
 * Every stretch whose counts `computeStatus` needs: per objective its own window and the burn windows. All end with the minute
 * that `now` is in (exclusive end: the next full minute) and have exactly their length.
 */
export function statusWindows(objectives: readonly Objective[], now: number): readonly StatusWindow[] {
  return objectives.flatMap(({ name: slo, window }) => [
    { slo, ...windowBounds(window, now), window: 'slo' as const },
    ...burnWindowNames.map(
      (name): StatusWindow => ({
        slo,
        ...windowBounds({ type: 'rolling', ms: burnWindows[name], text: name }, now),
        window: name,
      }),
    ),
  ]);
}
