import type { SliObject, SloObject, SloObjectiveOf } from '../object/openslo-object.ts';
import { comparisons } from '../object/openslo-object.ts';
import type { OpenSloReference } from '../object/openslo-reference.ts';
import { readIndicatorPart } from './read-sli.ts';
import { readSliceWindow } from './read-span.ts';
import { readSliceTarget, readTargetRatio } from './read-target-ratio.ts';
import { isThere, readChoice, readNeededMap, readNumber, readOptionalText } from './read-value.ts';
import { isWritten, placeOfPart, refuse, refuseKey, type Spot, under } from './spot.ts';

const keys = [
  'displayName',
  'op',
  'value',
  'target',
  'targetPercent',
  'timeSliceTarget',
  'timeSliceWindow',
  'indicator',
  'indicatorRef',
  'compositeWeight',
];

/** What an objective has to fit: the metric that the SLO or the objective writes itself, if any, and the method. */
export interface ObjectiveFrame {
  readonly metric: 'ratio' | 'threshold' | null;
  readonly method: SloObject['budgetingMethod'] | null;
  readonly isComposite: boolean;
}

/** Reads one objective. Null, with a problem, when it is no map. https://github.com/OpenSLO/OpenSLO#objectives */
export function readSloObjective(
  spot: Spot,
  frame: ObjectiveFrame,
): SloObjectiveOf<OpenSloReference | SliObject> | null {
  if (!readNeededMap(spot, keys)) return null;
  const op = readChoice(under(spot, 'op'), comparisons);
  const value = readNumber(under(spot, 'value'));
  const metric = frame.isComposite ? metricWritten(spot) : frame.metric;
  checkComparison(spot, metric);
  checkIndicators(spot, frame.isComposite);
  const isComparing = metric !== 'ratio';
  return {
    displayName: readOptionalText(under(spot, 'displayName')),
    target: readTargetRatio(spot),
    op: isComparing ? op : null,
    value: isComparing ? value : null,
    timeSliceTarget: readNeededSliceTarget(under(spot, 'timeSliceTarget'), frame.method),
    timeSliceWindow: readNeededSliceWindow(under(spot, 'timeSliceWindow'), frame.method),
    indicator: frame.isComposite ? readIndicatorPart(spot) : null,
    compositeWeight: readWeight(under(spot, 'compositeWeight')),
    place: placeOfPart(spot),
  };
}

/** Which metric the indicator that is written inside has; null where it is named, wrong or missing. */
export function metricWritten(spot: Spot): 'ratio' | 'threshold' | null {
  const isThreshold = isWritten(under(spot, 'indicator', 'spec', 'thresholdMetric'));
  const isRatio = isWritten(under(spot, 'indicator', 'spec', 'ratioMetric'));
  if (isThreshold === isRatio) return null;
  return isThreshold ? 'threshold' : 'ratio';
}

/** Reports `op` and `value` where a threshold lacks them, or, strictly, where a ratio has them. */
function checkComparison(spot: Spot, metric: 'ratio' | 'threshold' | null): void {
  const needed = { op: `must be ${comparisons.join(' or ')}`, value: 'must be a number to compare with' };
  for (const [key, wanted] of Object.entries(needed)) {
    const part = under(spot, key);
    if (metric === 'threshold') isThere(part, wanted);
    if (metric === 'ratio' && spot.findings.strict && isWritten(part))
      refuseKey(part, 'strict', `${key} belongs to threshold metrics; leave it out of a ratio`);
  }
}

function checkIndicators(spot: Spot, isComposite: boolean): void {
  const isInline = isWritten(under(spot, 'indicator'));
  const isRef = isWritten(under(spot, 'indicatorRef'));
  if (isComposite && isInline === isRef) {
    const found = isRef ? 'both are there; keep one' : 'neither is there; write one';
    refuseKey(spot, 'exclusive', `each objective of a composite SLO has an indicator or an indicatorRef; ${found}`);
  }
}

function readNeededSliceTarget(spot: Spot, method: ObjectiveFrame['method']) {
  if (method === 'Timeslices') isThere(spot, 'must be a ratio above 0 and at most 1 with Timeslices');
  return readSliceTarget(spot);
}

function readNeededSliceWindow(spot: Spot, method: ObjectiveFrame['method']) {
  if (method === 'Timeslices' || method === 'RatioTimeslices')
    isThere(spot, `must be a duration such as 5m with ${method}`);
  return readSliceWindow(spot);
}

function readWeight(spot: Spot) {
  const weight = readNumber(spot);
  if (weight !== null && weight.decimal !== '0' && !weight.decimal.startsWith('-')) return weight;
  if (weight !== null) refuse(spot, 'range', `compositeWeight must be above 0, got ${weight.decimal}`);
  return null;
}
