import type { Problem } from '../model/error.ts';
import { showValue } from './show-value.ts';
import type { Source } from './source.ts';
import { problemAt, problemAtKey, valueAt } from './source.ts';

/**
 * The target of an SLO document as a ratio in (0, 1): `target`, or `targetPercent` divided by 100. 0 and 1 are refused,
 * because without an error budget, or with nothing but budget, no burn rate exists. Null with problems when it is wrong.
 */
export function readTarget(source: Source): { readonly target: number | null; readonly problems: readonly Problem[] } {
  const path = ['spec', 'objectives', 0];
  const ratio = valueAt(source, [...path, 'target']);
  const percent = valueAt(source, [...path, 'targetPercent']);
  if (typeof valueAt(source, path) !== 'object') return { target: null, problems: [] };
  if (ratio === undefined && percent === undefined) {
    return wrong(
      problemAtKey(
        source,
        [...path, 'target'],
        'required',
        'target is missing; write a ratio between 0 and 1, such as 0.99',
      ),
    );
  }
  if (ratio !== undefined && percent !== undefined) {
    return wrong(
      problemAtKey(
        source,
        [...path, 'targetPercent'],
        'exclusive',
        'target and targetPercent say the same thing; keep one',
      ),
    );
  }
  if (ratio !== undefined) return check(source, 'target', ratio, 1);
  return check(source, 'targetPercent', percent, 100);
}

function check(source: Source, key: string, value: unknown, limit: 1 | 100) {
  if (typeof value !== 'number') return { target: null, problems: [] };
  if (value > 0 && value < limit) return { target: Number((value / limit).toFixed(15)), problems: [] };
  const noun = limit === 1 ? 'a ratio' : 'a percentage';
  const advice = limit === 1 && value > 1 && value < 100 ? `; write ${Number((value / 100).toFixed(15))}` : '';
  const rule = `${key} must be ${noun} above 0 and below ${limit}, got ${showValue(value)}${advice}`;
  return wrong(problemAt(source, ['spec', 'objectives', 0, key], 'range', rule));
}

function wrong(problem: Problem): { readonly target: null; readonly problems: readonly Problem[] } {
  return { target: null, problems: [problem] };
}
