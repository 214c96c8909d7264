/** The columns that make one SLO many. */
export const maxGroupColumns = 2;
export const maxInstances = 1000;

/**
 * Reads `cislo.dev/group-by`: one column, or two with a comma between. Whether such columns exist is for whoever knows the event.
 * @returns the columns, or what is wrong
 */
export function parseGroupBy(text: string): { readonly columns: readonly string[] } | { readonly problem: string } {
  const columns = text.split(',').map((name) => name.trim());
  const wrong = columns.find((name) => !/^[A-Za-z_][\w.-]*$/.test(name));
  if (wrong !== undefined)
    return { problem: `a column such as repository or data.asset.name was expected, got "${wrong}"` };
  if (columns.length > maxGroupColumns) {
    return { problem: `at most ${maxGroupColumns} columns make instances, got ${columns.length}; leave some out` };
  }
  if (new Set(columns).size < columns.length) return { problem: `the column ${columns[0]} stands twice; keep one` };
  return { columns };
}

/** One instance: its values, in the order of the columns, and how many events it has. */
export interface InstanceEvents {
  /** Null is a value: the column is not known. */
  readonly values: readonly (string | null)[];
  /** Good, bad and excluded together, ≥ 0. */
  readonly events: number;
}

/**
 * Which instances stand for themselves: the `most` busiest, the busiest first; those of the same number of events in the order of their
 * values. The rest is together the instance `other`. The order of the list does not matter.
 */
export function selectInstances<T extends InstanceEvents>(
  instances: readonly T[],
  most: number = maxInstances,
): { readonly kept: readonly T[]; readonly other: readonly T[] } {
  const sorted = instances
    .map((instance) => ({ instance, key: JSON.stringify(instance.values) }))
    .sort((left, right) => right.instance.events - left.instance.events || (left.key < right.key ? -1 : 1))
    .map(({ instance }) => instance);
  return { kept: sorted.slice(0, most), other: sorted.slice(most) };
}

/** How a value that is not known is written. */
export const unknownValue = '(none)';

/** An instance as `?instance=` names it: `repository=o/r`, with a comma between two columns. */
export function writeInstance(columns: readonly string[], values: readonly (string | null)[]): string {
  return columns.map((name, index) => `${name}=${values[index] ?? unknownValue}`).join(',');
}
