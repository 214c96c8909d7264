import { parseDecimal } from '../model/decimal.ts';
import { decimalFraction, type Fraction } from '../model/fraction.ts';
import type { WrittenPolicy } from '../model/written-policy.ts';
import { parseDuration } from '../time/duration.ts';
import {
  type AlertCondition,
  type AlertPolicy,
  alertOperators,
  usualAlertAfterMs,
  usualMinBad,
  usualResolveAfterMs,
} from './alert-policy.ts';
import { checkConditionReach } from './check-condition-reach.ts';

/** A key of a written policy that is wrong or strange: its path below the policy, and a sentence. */
export interface PolicyFinding {
  readonly path: string;
  readonly message: string;
}

/** The policy, and what was found. With a problem there is no policy. */
export interface ReadPolicy {
  readonly policy: AlertPolicy | null;
  readonly problems: readonly PolicyFinding[];
  readonly warnings: readonly PolicyFinding[];
}

const minuteMs = 60_000;
const kinds = ['burnrate', 'exhaustion'] as const;

/**
 * Makes a policy of one that was written for an SLO, and says everything that is wrong with it. The condition's annotations
 * `cislo.dev/short-window`, `cislo.dev/min-bad` and `cislo.dev/resolve-after` say what OpenSLO has no key for.
 *
 * @param target the SLO's, in (0, 1): whether a threshold can be reached depends on it
 */
export function readPolicy(written: WrittenPolicy, target: Fraction): ReadPolicy {
  const problems: PolicyFinding[] = [];
  const condition = readCondition(written.condition, problems);
  const reach = condition === null ? null : checkConditionReach(condition, target);
  const path = 'condition.threshold';
  if (reach?.problem != null) problems.push({ path, message: reach.problem });
  const warnings = reach?.warning == null ? [] : [{ path, message: reach.warning }];
  if (condition === null || problems.length > 0) return { policy: null, problems, warnings };
  const { name, labels, annotations, alertWhenNoData, alertWhenBreaching, alertWhenResolved, targets } = written;
  const policy = {
    name,
    severity: written.condition.severity,
    condition,
    labels,
    runbook: annotations['cislo.dev/runbook'] ?? null,
    dashboard: annotations['cislo.dev/dashboard'] ?? null,
    owner: annotations['cislo.dev/owner'] ?? null,
    alertWhenNoData,
    alertWhenBreaching,
    alertWhenResolved,
    targets,
  };
  return { policy, problems, warnings };
}

function readCondition(written: WrittenPolicy['condition'], problems: PolicyFinding[]): AlertCondition | null {
  const { annotations } = written;
  const kind = oneOf(kinds, written.kind, 'condition.kind', problems);
  const op = oneOf(alertOperators, written.op, 'condition.op', problems);
  const threshold = parseDecimal(written.threshold);
  if (threshold === null) {
    const message = `must be a number, got '${written.threshold}'; write 14.4`;
    problems.push({ path: 'condition.threshold', message });
  }
  const lookbackMs = readMinutes(written.lookbackWindow, 'condition.lookbackWindow', 1, problems);
  const { 'cislo.dev/short-window': short, 'cislo.dev/min-bad': minBadText = String(usualMinBad) } = annotations;
  const shortPath = 'condition.annotations.cislo.dev/short-window';
  const shortMs = short === undefined ? null : readMinutes(short, shortPath, 1, problems);
  if (shortMs !== null && lookbackMs !== null && shortMs >= lookbackMs) {
    const message = `must be shorter than lookbackWindow (${written.lookbackWindow}), got '${short}'`;
    problems.push({ path: shortPath, message });
  }
  const minBad = /^[1-9]\d{0,8}$/.test(minBadText) ? Number(minBadText) : null;
  if (minBad === null) {
    const message = `must be a whole number from 1 on, got '${minBadText}'; write "${usualMinBad}"`;
    problems.push({ path: 'condition.annotations.cislo.dev/min-bad', message });
  }
  const alertAfterMs =
    written.alertAfter === null
      ? usualAlertAfterMs(written.severity)
      : readMinutes(written.alertAfter, 'condition.alertAfter', 0, problems);
  const resolveAfter = annotations['cislo.dev/resolve-after'];
  const resolveAfterMs =
    resolveAfter === undefined
      ? usualResolveAfterMs
      : readMinutes(resolveAfter, 'condition.annotations.cislo.dev/resolve-after', 0, problems);
  const parts = { kind, op, lookbackMs, minBad, alertAfterMs, resolveAfterMs };
  if (threshold === null || !isWhole(parts)) return null;
  return { name: written.name, ...parts, threshold: decimalFraction(threshold), shortMs };
}

function isWhole<T extends object>(parts: T): parts is { [K in keyof T]: NonNullable<T[K]> } {
  return Object.values(parts).every((part) => part !== null);
}

function oneOf<T extends string>(
  allowed: readonly T[],
  value: string,
  path: string,
  problems: PolicyFinding[],
): T | null {
  const found = allowed.find((one) => one === value);
  if (found === undefined) problems.push({ path, message: `must be ${allowed.join(' or ')}, got '${value}'` });
  return found ?? null;
}

/** A length in whole minutes, ms; null, and a problem, when it is none. With `least` 0 the text may be 0 and a unit. */
function readMinutes(text: string, path: string, least: 0 | 1, problems: PolicyFinding[]): number | null {
  const ms = least === 0 && /^0[smhdw]$/.test(text) ? 0 : (parseDuration(text)?.ms ?? null);
  if (ms !== null && ms % minuteMs === 0) return ms;
  const message = `must be whole minutes, hours, days or weeks, got '${text}'; write 5m, 1h or 3d`;
  problems.push({ path, message });
  return null;
}
