import type {
  AlertConditionObject,
  AlertNotificationTargetObject,
  AlertPolicyObject,
} from '../object/openslo-object.ts';
import type { OpenSloReference } from '../object/openslo-reference.ts';
import { readAlertCondition } from './read-alert-condition.ts';
import { readPart } from './read-part.ts';
import { readHead, readNotificationTarget } from './read-plain-kinds.ts';
import { readBoolean, readListItems, readNeededMap } from './read-value.ts';
import { refuseKey, type Spot, under } from './spot.ts';

const keys = [
  'description',
  'alertWhenNoData',
  'alertWhenBreaching',
  'alertWhenResolved',
  'conditions',
  'notificationTargets',
];

/** Reads an AlertPolicy. Null, with problems, when it has no condition. https://github.com/OpenSLO/OpenSLO#alertpolicy */
export function readAlertPolicy(spot: Spot): AlertPolicyObject | null {
  const spec = under(spot, 'spec');
  const head = readHead(spot);
  if (!readNeededMap(spec, keys)) return null;
  const alertWhenNoData = readBoolean(under(spec, 'alertWhenNoData'));
  const alertWhenBreaching = readBoolean(under(spec, 'alertWhenBreaching'));
  const alertWhenResolved = readBoolean(under(spec, 'alertWhenResolved'));
  const [condition = null] = readConditions(under(spec, 'conditions'));
  const notificationTargets = readTargets(under(spec, 'notificationTargets'));
  if (condition === null) return null;
  const when = { alertWhenNoData, alertWhenBreaching, alertWhenResolved };
  return { kind: 'AlertPolicy', ...head, ...when, condition, notificationTargets };
}

function readConditions(spot: Spot): readonly (OpenSloReference | AlertConditionObject)[] {
  const before = spot.findings.problems.length;
  const items = readListItems(spot);
  if (items.length !== 1 && before === spot.findings.problems.length)
    refuseKey(
      spot,
      'length',
      `conditions must hold exactly one condition, got ${items.length}; write one policy for each`,
    );
  return items.flatMap((item) => readPart(item, 'conditionRef', 'AlertCondition', readAlertCondition) ?? []);
}

function readTargets(spot: Spot): readonly (OpenSloReference | AlertNotificationTargetObject)[] {
  const before = spot.findings.problems.length;
  const items = readListItems(spot);
  if (items.length === 0 && before === spot.findings.problems.length)
    refuseKey(spot, 'length', 'notificationTargets must hold at least one target, got none');
  return items.flatMap((item) => readPart(item, 'targetRef', 'AlertNotificationTarget', readNotificationTarget) ?? []);
}
