import type { AlertCondition } from '../../src/alert/alert-policy.ts';
import type { AlertedObjective } from '../../src/alert/alerted-objective.ts';
import { parseDecimal } from '../../src/model/decimal.ts';
import { decimalFraction, type Fraction } from '../../src/model/fraction.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A number as written, exactly. */
export function exact(text: string): Fraction {
  const decimal = parseDecimal(text);
  if (decimal === null) throw new Error(`${text} is no number`);
  return decimalFraction(decimal);
}

/** Over 14.4 in the last hour and the last five minutes, at once; parts can be given. */
export function conditionOf(parts: Partial<AlertCondition> = {}): AlertCondition {
  return {
    name: 'c',
    kind: 'burnrate',
    op: 'gt',
    threshold: exact('14.4'),
    lookbackMs: hour,
    shortMs: 5 * minute,
    minBad: 3,
    alertAfterMs: 0,
    resolveAfterMs: 5 * minute,
    ...parts,
  };
}

export function alertedObjective(target: string, windowMs = 30 * day): AlertedObjective {
  return { slo: 's', target: exact(target), window: { type: 'rolling', ms: windowMs, text: `${windowMs / day}d` } };
}
