import type { BudgetingMethod, SloObject } from '../object/openslo-object.ts';
import { budgetingMethods } from '../object/openslo-object.ts';
import { readAlertPolicy } from './read-alert-policy.ts';
import { readPart } from './read-part.ts';
import { readHead } from './read-plain-kinds.ts';
import { readIndicatorPart } from './read-sli.ts';
import { metricWritten, readSloObjective } from './read-slo-objective.ts';
import { readSloWindow } from './read-slo-window.ts';
import { isThere, readChoice, readListItems, readNeededMap, readNeededText } from './read-value.ts';
import { isWritten, placeOfPart, refuseKey, type Spot, under, warn } from './spot.ts';

const keys = [
  'description',
  'service',
  'indicator',
  'indicatorRef',
  'timeWindow',
  'budgetingMethod',
  'objectives',
  'alertPolicies',
];

/** Reads an SLO. Null, with problems, when it has no usable indicator or objective. https://github.com/OpenSLO/OpenSLO#slo */
export function readSloObject(spot: Spot): SloObject | null {
  const spec = under(spot, 'spec');
  const head = readHead(spot);
  if (!readNeededMap(spec, keys)) return null;
  const service = readNeededText(under(spec, 'service'));
  const isComposite = checkIndicatorPlaces(spec);
  const indicator = isComposite ? null : readIndicatorPart(spec);
  const timeWindow = readSloWindow(under(spec, 'timeWindow'));
  const method = readMethod(under(spec, 'budgetingMethod'));
  const objectives = readObjectiveList(spec, method, isComposite);
  const alertPolicies = readListItems(under(spec, 'alertPolicies')).flatMap(
    (item) => readPart(item, 'alertPolicyRef', 'AlertPolicy', readAlertPolicy) ?? [],
  );
  if (method === null || (indicator === null && !isComposite)) return null;
  return {
    kind: 'SLO',
    ...head,
    service,
    servicePlace: placeOfPart(under(spec, 'service')),
    indicator,
    timeWindow,
    budgetingMethod: method,
    methodPlace: placeOfPart(under(spec, 'budgetingMethod')),
    objectives,
    alertPolicies,
  };
}

/** Whether the SLO is composite: its objectives have the indicators. Reports indicators in both places, in none, and two in one. */
function checkIndicatorPlaces(spec: Spot): boolean {
  const isInline = isWritten(under(spec, 'indicator'));
  const isRef = isWritten(under(spec, 'indicatorRef'));
  const owners = itemsOf(spec).filter((item) =>
    ['indicator', 'indicatorRef'].some((key) => isWritten(under(item, key))),
  );
  const [owner] = owners;
  const either = 'an SLO has an indicator or an indicatorRef, in spec or (composite) in each objective';
  if (isInline && isRef) refuseKey(spec, 'exclusive', `${either}; spec has both, keep one`);
  if ((isInline || isRef) && owner !== undefined)
    refuseKey(spec, 'exclusive', `${either}; here both have it, keep one`);
  if (!isInline && !isRef && owner === undefined) refuseKey(spec, 'exclusive', `${either}; here neither has it`);
  if (owner !== undefined)
    warn(owner, 'experimental', 'composite SLOs are experimental in OpenSLO; their arithmetic may change');
  return owner !== undefined && !isInline && !isRef;
}

function itemsOf(spec: Spot): readonly Spot[] {
  return readListItems({ ...under(spec, 'objectives'), findings: { ...spec.findings, problems: [] } });
}

function readMethod(spot: Spot): BudgetingMethod | null {
  return isThere(spot, `must be ${budgetingMethods.join(' or ')}`) ? readChoice(spot, budgetingMethods) : null;
}

function readObjectiveList(spec: Spot, method: BudgetingMethod | null, isComposite: boolean) {
  const list = under(spec, 'objectives');
  const before = spec.findings.problems.length;
  const items = readListItems(list);
  if (items.length === 0 && before === spec.findings.problems.length)
    refuseKey(list, 'required', 'objectives must hold at least one objective, got none');
  const frame = { metric: metricWritten(spec), method, isComposite };
  if (frame.metric === 'threshold' && items.length > 1)
    warn(list, 'objectives', `the specification allows one objective for a threshold metric, got ${items.length}`);
  return items.flatMap((item) => readSloObjective(item, frame) ?? []);
}
