import { showValue } from '../../yaml/show-value.ts';
import { decimalOf, type ExactNumber, exactNumber } from '../object/exact-number.ts';
import { spellingOf } from './read-value.ts';
import { isWritten, partName, refuse, refuseKey, type Spot, under, valueIn } from './spot.ts';

const standIn: ExactNumber = { number: 0.5, decimal: '0.5' };

/** The target of an objective as a ratio in [0, 1): `target`, or `targetPercent` divided by 100. A stand-in, with a problem, when it is wrong. */
export function readTargetRatio(objective: Spot): ExactNumber {
  const ratio = under(objective, 'target');
  const percent = under(objective, 'targetPercent');
  if (isWritten(ratio) && isWritten(percent)) {
    refuseKey(objective, 'exclusive', 'target and targetPercent say the same thing; keep one');
    return standIn;
  }
  if (isWritten(percent)) return readRatio(percent, 100);
  if (isWritten(ratio)) return readRatio(ratio, 1);
  refuseKey(objective, 'required', 'target is missing; write a ratio from 0 to below 1, such as 0.99');
  return standIn;
}

/** `timeSliceTarget`: a ratio in (0, 1]; null where none stands. */
export function readSliceTarget(spot: Spot): ExactNumber | null {
  if (!isWritten(spot)) return null;
  const value = valueIn(spot);
  if (typeof value === 'number' && Number.isFinite(value)) {
    const decimal = decimalOf(spellingOf(spot), value);
    if (decimal.digits > 0n && decimal.digits <= 10n ** BigInt(decimal.places)) return exactNumber(decimal);
  }
  refuse(spot, 'range', `timeSliceTarget must be a ratio above 0 and at most 1, got ${showValue(value)}`);
  return null;
}

function readRatio(spot: Spot, limit: 1 | 100): ExactNumber {
  const value = valueIn(spot);
  if (typeof value !== 'number') {
    refuse(spot, 'type', `${partName(spot)} must be a number, got ${showValue(value)}`);
    return standIn;
  }
  if (Number.isFinite(value)) {
    const { digits, places } = decimalOf(spellingOf(spot), value);
    if (digits >= 0n && digits < BigInt(limit) * 10n ** BigInt(places))
      return exactNumber({ digits, places: limit === 100 ? places + 2 : places });
  }
  const noun = limit === 1 ? 'a ratio from 0 to below 1' : 'a percentage from 0 to below 100';
  const advice = limit === 1 && value > 1 && value < 100 ? `; write ${Number((value / 100).toFixed(15))}` : '';
  refuse(spot, 'range', `${partName(spot)} must be ${noun}, got ${showValue(value)}${advice}`);
  return standIn;
}
