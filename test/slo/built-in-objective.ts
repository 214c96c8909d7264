import { readFileSync } from 'node:fs';
import type { Objective } from '../../src/model/objective.ts';
import { readObjectives } from '../../src/slo/read-objectives.ts';

/** The text of a file of the checkout. */
export function textOf(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** The objective in a file of the checkout. */
export function objectiveIn(file: string): Objective {
  const { objectives, problems } = readObjectives([{ file, text: textOf(file) }]);
  const [objective] = objectives;
  if (objective === undefined) throw new Error(JSON.stringify(problems));
  return objective;
}
