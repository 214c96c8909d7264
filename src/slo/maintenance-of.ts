import { type ExcludedStretch, excludedStretches } from '../budget/exclusion/exclusion.ts';
import type { Objective } from '../model/objective.ts';
import type { Bounds } from '../time/window-bounds.ts';
import { annotationsOf } from './slo-annotations.ts';

/** The stretches that touch [from, to), ms, in which bad events of an objective count as excluded, in the order of their starts. */
export function maintenanceOf(objective: Objective, { from, to }: Bounds): readonly ExcludedStretch[] {
  return excludedStretches(annotationsOf(objective).exclusions, from, to);
}
