import type { Measured } from './measure-month.ts';

/** Every number of a month by its path (`jobs.build jenkins.finished.success`). A path that is not there stands for 0. */
export type Numbers = ReadonlyMap<string, number>;

/** The counts and sums of a month. Ratios follow from them, and are left out. */
export function numbersOf({ jobs, revisions, slos }: Measured): Numbers {
  const numbers = new Map<string, number>();
  for (const { kind, provider, ...rest } of jobs) collect(numbers, `jobs.${kind} ${provider}`, rest);
  const { firstStatus, ...others } = revisions;
  collect(numbers, 'revisions', others);
  for (const { provider, ...rest } of firstStatus) collect(numbers, `revisions.first status of ${provider}`, rest);
  for (const { name, good, bad, excluded, pending } of slos) {
    collect(numbers, `slos.${name}`, { good, bad, excluded, pending });
  }
  return numbers;
}

/** What is different in `to`, by path: how much more there is. */
export function differences(from: Numbers, to: Numbers): Readonly<Record<string, number>> {
  const paths = [...new Set([...from.keys(), ...to.keys()])].sort();
  const deltas = paths.map((path) => [path, (to.get(path) ?? 0) - (from.get(path) ?? 0)] as const);
  return Object.fromEntries(deltas.filter(([, delta]) => delta !== 0));
}

function collect(numbers: Map<string, number>, path: string, value: object): void {
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'number') numbers.set(`${path}.${key}`, inner);
    else collect(numbers, `${path}.${key}`, inner as object);
  }
}
