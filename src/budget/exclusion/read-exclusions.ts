import { parseDuration } from '../../time/duration.ts';
import { parseTimestamp } from '../../time/parse-timestamp.ts';
import type { Exclusion } from './exclusion.ts';
import { parseRecurrence } from './parse-recurrence.ts';

/** What is wrong with a list of exclusions, and where in it. */
export interface ExclusionProblem {
  /** `[0, 'from']`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const minuteMs = 60_000;
const onceKeys = ['from', 'to', 'reason'] as const;
const recurringKeys = ['rrule', 'duration', 'reason'] as const;
type Report = (path: ExclusionProblem['path'], message: string) => void;

/**
 * Reads a list of exclusions: `{from, to, reason}`, or `{rrule, duration, reason}` whose rrule holds DTSTART and RRULE
 * (`parseRecurrence`). Times have an offset or are in UTC. Tells everything that is wrong; an entry with a problem is left out.
 * @param value what YAML or JSON gave
 */
export function readExclusions(value: unknown): {
  readonly exclusions: readonly Exclusion[];
  readonly problems: readonly ExclusionProblem[];
} {
  const problems: ExclusionProblem[] = [];
  const report: Report = (path, message) => problems.push({ path, message });
  if (!Array.isArray(value)) {
    report([], 'must be a list of {from, to, reason} or {rrule, duration, reason}');
    return { exclusions: [], problems };
  }
  const exclusions = value.flatMap((entry: unknown, index): readonly Exclusion[] => {
    const known = problems.length;
    const exclusion = readExclusion(entry, (path, message) => report([index, ...path], message));
    return exclusion === null || problems.length > known ? [] : [exclusion];
  });
  return { exclusions, problems };
}

function readExclusion(entry: unknown, report: Report): Exclusion | null {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    report([], 'must be {from, to, reason} or {rrule, duration, reason}');
    return null;
  }
  const fields = new Map(Object.entries(entry));
  const keys: readonly string[] = fields.has('rrule') ? recurringKeys : onceKeys;
  for (const key of fields.keys()) {
    if (!keys.includes(key)) report([key], `is not known here; allowed are ${keys.join(', ')}`);
  }
  const reason = fields.get('reason');
  if (typeof reason !== 'string' || reason.trim() === '') report(['reason'], 'must say in words why this is excluded');
  return fields.has('rrule') ? readRecurring(fields, String(reason), report) : readOnce(fields, String(reason), report);
}

function readOnce(fields: ReadonlyMap<string, unknown>, reason: string, report: Report): Exclusion {
  const [from, to] = [readTime('from', fields, report), readTime('to', fields, report)];
  if (to <= from) report(['to'], `must be later than from, got ${String(fields.get('to'))}`);
  return { type: 'once', from, to, reason };
}

/** NaN, which compares with nothing, when it is no time. */
function readTime(key: 'from' | 'to', fields: ReadonlyMap<string, unknown>, report: Report): number {
  const value = fields.get(key);
  const text = typeof value === 'string' ? value.trim() : '';
  const ms = parseTimestamp(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  if (ms !== null && ms % minuteMs === 0) return ms;
  report([key], `must be a time on a whole minute, such as 2026-03-01T02:00Z, got ${shown(value)}`);
  return Number.NaN;
}

function readRecurring(fields: ReadonlyMap<string, unknown>, reason: string, report: Report): Exclusion | null {
  const [rrule, duration] = [fields.get('rrule'), fields.get('duration')];
  const parsed = parseRecurrence(typeof rrule === 'string' ? rrule : '');
  if ('problem' in parsed) report(['rrule'], parsed.problem);
  const durationMs = parseDuration(typeof duration === 'string' ? duration : '')?.ms ?? 0;
  if (durationMs === 0 || durationMs % minuteMs !== 0) {
    report(['duration'], `must be whole minutes, hours, days or weeks, such as 2h, got ${shown(duration)}`);
  }
  return 'problem' in parsed ? null : { type: 'recurring', recurrence: parsed.recurrence, durationMs, reason };
}

function shown(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}
