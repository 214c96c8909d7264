import type { AlertConditionObject } from '../object/openslo-object.ts';
import { comparisons } from '../object/openslo-object.ts';
import { readHead } from './read-plain-kinds.ts';
import { readDelay, readSpan } from './read-span.ts';
import { isThere, readNeededChoice, readNeededMap, readNeededText, readNumber } from './read-value.ts';
import { isWritten, placeOfPart, refuse, type Spot, under, valueIn } from './spot.ts';

/** Reads an AlertCondition. Null, with problems, when its condition is missing. https://github.com/OpenSLO/OpenSLO#alertcondition */
export function readAlertCondition(spot: Spot): AlertConditionObject | null {
  const spec = under(spot, 'spec');
  const head = readHead(spot);
  if (!readNeededMap(spec, ['description', 'severity', 'condition'])) return null;
  const severity = readNeededText(under(spec, 'severity'));
  const condition = under(spec, 'condition');
  if (!readNeededMap(condition, ['kind', 'op', 'threshold', 'lookbackWindow', 'alertAfter'])) return null;
  const threshold = under(condition, 'threshold');
  return {
    kind: 'AlertCondition',
    ...head,
    severity,
    conditionKind: readConditionKind(under(condition, 'kind')),
    op: readNeededChoice(under(condition, 'op'), comparisons),
    threshold: (isThere(threshold, 'must be a number') ? readNumber(threshold) : null) ?? { number: 0, decimal: '0' },
    lookbackWindow: readSpan(under(condition, 'lookbackWindow')),
    alertAfter: readDelay(under(condition, 'alertAfter')),
    conditionPlace: placeOfPart(condition),
  };
}

/** `burnrate` where none is written; the go-sdk wants it written, and knows no other. */
function readConditionKind(spot: Spot): string {
  const { strict, conditionKinds } = spot.findings;
  if (!strict && !isWritten(spot)) return 'burnrate';
  const kind = readNeededChoice(spot, ['burnrate', ...conditionKinds]);
  if (strict && kind !== 'burnrate') refuse(spot, 'strict', `kind must be burnrate, got ${String(valueIn(spot))}`);
  return kind;
}
