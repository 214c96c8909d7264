import { type Decimal, formatDecimal, parseDecimal } from '../model/decimal.ts';
import { decimalFraction, type Fraction } from '../model/fraction.ts';

/** A target that holds from a time on. */
export interface Phase {
  /** ms, UTC. */
  readonly from: number;
  /** Ratio in (0, 1), as decimal digits: `0.995`. */
  readonly targetDecimal: string;
}

/**
 * Reads `cislo.dev/phases`: `2026-01-01 99.0; 2026-02-01 99.5`, a day (it begins at midnight, UTC) and a target in per cent, in the order
 * of time. Tells everything that is wrong; then there are no phases.
 */
export function parsePhases(text: string): { readonly phases: readonly Phase[]; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const parts = text.split(';').map((part) => part.trim());
  if (parts.at(-1) === '') parts.pop();
  const phases = parts.map((part) => parsePhase(part, problems));
  if (parts.length === 0) problems.push('there is no phase; write a day and a target, such as "2026-01-01 99.5"');
  for (const [index, { from }] of phases.entries()) {
    const before = phases[index - 1];
    if (before !== undefined && from <= before.from) {
      problems.push(`"${parts[index]}" does not begin after the phase before it; put the phases in the order of time`);
    }
  }
  return { phases: problems.length === 0 ? phases : [], problems };
}

/**
 * The target of a window: that of the phase in force at the window's last moment; before the first phase `otherwise`, the
 * objective's own.
 * @param windowEnd the exclusive end of the window, ms
 */
export function targetInForce(phases: readonly Phase[], otherwise: string, windowEnd: number): Fraction {
  return decimalFraction(parseDecimal(phaseInForce(phases, windowEnd)?.targetDecimal ?? otherwise) as Decimal);
}

/** The phase in force at the last moment before `windowEnd` (exclusive, ms); null before the first one. */
export function phaseInForce(phases: readonly Phase[], windowEnd: number): Phase | null {
  return phases.findLast(({ from }) => from < windowEnd) ?? null;
}

function parsePhase(part: string, problems: string[]): Phase {
  const [, day = '', percent = ''] = /^(\S+)\s+(\S+?)\s*%?$/.exec(part) ?? [];
  const from = midnightOf(day);
  const target = parseDecimal(percent);
  if (Number.isNaN(from)) problems.push(`a phase begins with a day such as 2026-01-01, got "${part}"`);
  if (target === null || target.digits <= 0n || target.digits >= 100n * 10n ** BigInt(target.places)) {
    problems.push(`the target of a phase is a percentage above 0 and below 100, such as 99.5, got "${part}"`);
    return { from, targetDecimal: '' };
  }
  return { from, targetDecimal: formatDecimal({ digits: target.digits, places: target.places + 2 }) };
}

/** NaN for what is no day of the calendar. */
function midnightOf(day: string): number {
  const ms = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day) ? ms : Number.NaN;
}
