import type { IncidentName } from './incident-names.ts';

/** What goes wrong in the month, and when. Times in ms, half-open [from, to). */
export interface Incidents {
  /** false: it is left out of this month. */
  happens(name: IncidentName): boolean;
  /** Packit's build service is down: every build submitted in it ends in an infrastructure error. */
  readonly outage: { readonly from: number; readonly to: number };
  /** Jenkins is slow to answer. */
  readonly slowWeek: { readonly from: number; readonly to: number };
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * Places the incidents in the 30 days before `end` (ms): the outage on the last Tuesday afternoon at least 8 days before, the slow week 22
 * to 15 days before. Those of `without` keep their place in time but are left out.
 */
export function planIncidents(end: number, without: readonly IncidentName[] = []): Incidents {
  let day = Math.floor((end - 8 * dayMs) / dayMs) * dayMs;
  while (new Date(day).getUTCDay() !== 2) day -= dayMs;
  const outageFrom = day + 13 * hourMs;
  return {
    happens: (name) => !without.includes(name),
    outage: { from: outageFrom, to: outageFrom + 3 * hourMs },
    slowWeek: { from: end - 22 * dayMs, to: end - 15 * dayMs },
  };
}

/** Is `time` inside the half-open span? */
export function isDuring(time: number, span: { readonly from: number; readonly to: number }): boolean {
  return time >= span.from && time < span.to;
}
