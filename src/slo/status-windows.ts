import type { Bounds } from '../time/window-bounds.ts';
import type { StatusQuestion } from './status-question.ts';

/** A stretch of time, half-open, ms, whole minutes, whose events are counted for one SLO. */
export interface StatusWindow extends Bounds {
  readonly slo: string;
}

/**
 * Every stretch whose counts an objective by occurrences needs: its own window, the burn windows, and of each of them the parts that are
 * excluded. None by slices, which are asked for with `statusSteps`.
 */
export function statusWindows(questions: readonly StatusQuestion[]): readonly StatusWindow[] {
  return questions.flatMap((question) => {
    if (question.method.type !== 'occurrences') return [];
    const ranges = [question.slo, question.recent, ...Object.values(question.burn)];
    const all = ranges.flatMap((range) => [range, ...excludedParts(range, question.excluded)]);
    const different = new Map(all.map(({ from, to }) => [`${from} ${to}`, { from, to }]));
    return [...different.values()].map((range) => ({ slo: question.objective.name, ...range }));
  });
}

/** The parts of a stretch that are excluded. */
export function excludedParts(range: Bounds, excluded: readonly Bounds[]): readonly Bounds[] {
  return excluded
    .map(({ from, to }) => ({ from: Math.max(from, range.from), to: Math.min(to, range.to) }))
    .filter(({ from, to }) => from < to);
}

/** Which steps an objective by slices needs: [from, to), and steps of which each lies in one slice. */
export interface StatusSteps extends Bounds {
  readonly slo: string;
  readonly stepMs: number;
  readonly origin: number;
}

const minuteMs = 60_000;
/** Every zone's local days begin on a quarter of an hour. */
const quarterMs = 15 * minuteMs;

/**
 * The steps of an objective by slices; null by occurrences. Where something is excluded they are minutes, because an exclusion may begin
 * at any; where slices are local days they are quarters of an hour; otherwise slices themselves.
 */
export function statusSteps({ objective, method, slo, burn, recent, excluded }: StatusQuestion): StatusSteps | null {
  if (method.type === 'occurrences') return null;
  const from = Math.min(slo.from, recent.from, ...Object.values(burn).map((range) => range.from));
  const { window } = objective;
  const isCalendar = window.type === 'calendar';
  // A burn window may reach over the start of a calendar period, where slices begin anew.
  const whole = isCalendar ? (method.slice.localDays === null ? minuteMs : quarterMs) : method.slice.ms;
  const stepMs = excluded.length > 0 ? minuteMs : whole;
  return { slo: objective.name, from, to: slo.to, stepMs, origin: 0 };
}
