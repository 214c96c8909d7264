import { defaultPolicies } from '../../src/alert/default-policies.ts';
import type { AlertedSlo } from '../../src/generate/alerted-slo.ts';
import { parseDecimal } from '../../src/model/decimal.ts';
import { decimalFraction } from '../../src/model/fraction.ts';

const day = 86_400_000;

/** An SLO with the policies that stand for none; parts can be given. */
export function alertedSlo(parts: Partial<AlertedSlo> = {}): AlertedSlo {
  const { targetDecimal = '0.98', windowMs = 30 * day } = parts;
  const decimal = parseDecimal(targetDecimal);
  if (decimal === null) throw new Error(`${targetDecimal} is no number`);
  return {
    id: 's',
    displayName: 'Builds',
    service: 'ci',
    targetDecimal,
    windowMs,
    policies: defaultPolicies(decimalFraction(decimal), windowMs),
    team: null,
    owner: null,
    runbook: null,
    dashboard: null,
    ...parts,
  };
}
