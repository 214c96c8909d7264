import type { Problem } from '../model/error.ts';
import type { Objective } from '../model/objective.ts';
import { readIndicator } from './read-indicator.ts';
import { readTarget } from './read-target.ts';
import { readTimeWindow } from './read-time-window.ts';
import { shapeProblems } from './shape-problems.ts';
import { sloSchema } from './slo-schema.ts';
import type { Source } from './source.ts';
import { problemAt, problemAtKey, valueAt } from './source.ts';

/**
 * Makes an objective of an SLO document, or says everything that is wrong with it. `strict` adds the rules in which
 * OpenSLO's go-sdk goes beyond the text of the specification.
 */
export function readSlo(
  source: Source,
  strict: boolean,
): { readonly objective: Objective | null; readonly problems: readonly Problem[] } {
  const shape = sloSchema.safeParse(valueAt(source, []));
  const target = readTarget(source);
  const window = readTimeWindow(source);
  const indicator = readIndicator(source);
  const problems = [
    ...(shape.success ? [] : shapeProblems(source, shape.error.issues)),
    ...[target, window, indicator].flatMap((part) => part.problems),
    ...(strict ? strictProblems(source) : []),
  ];
  if (
    !shape.success ||
    problems.length > 0 ||
    target.target === null ||
    window.window === null ||
    indicator.indicator === null
  ) {
    return { objective: null, problems };
  }
  const { metadata, spec } = shape.data;
  const objective: Objective = {
    name: metadata.name,
    displayName: metadata.displayName ?? metadata.name,
    description: spec.description ?? '',
    service: spec.service,
    targetRatio: target.target,
    window: window.window,
    ...indicator.indicator,
    file: source.file,
  };
  return { objective, problems };
}

function strictProblems(source: Source): readonly Problem[] {
  const problems: Problem[] = [];
  const name = valueAt(source, ['metadata', 'displayName']);
  if (typeof name === 'string' && name.length > 63) {
    problems.push(
      problemAt(
        source,
        ['metadata', 'displayName'],
        'strict',
        `displayName must be at most 63 characters, got ${name.length}`,
      ),
    );
  }
  if (valueAt(source, ['spec', 'timeWindow']) === undefined) {
    problems.push(
      problemAtKey(source, ['spec', 'timeWindow'], 'strict', 'timeWindow is missing; it must hold one window'),
    );
  }
  for (const key of ['op', 'value']) {
    const path = ['spec', 'objectives', 0, key];
    if (valueAt(source, path) !== undefined)
      problems.push(
        problemAtKey(source, path, 'strict', `${key} belongs to threshold metrics; leave it out of a ratio`),
      );
  }
  return problems;
}
