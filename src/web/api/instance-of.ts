import { unknownValue } from '../../budget/instances.ts';
import { CisloError } from '../../model/error.ts';
import type { Objective } from '../../model/objective.ts';
import { annotationsOf } from '../../slo/slo-annotations.ts';
import type { InstanceGrouping, InstanceValues } from '../../store/read/instance-sums.ts';

/**
 * The instance that `?instance=COLUMN=VALUE` names, or null when none is asked for.
 * @throws CisloError bad_request when the SLO has no instances, or others
 */
export function instanceOf(objective: Objective, written: string | undefined): Required<InstanceGrouping> | null {
  if (written === undefined) return null;
  const { groupBy: columns } = annotationsOf(objective);
  const [first, second] = columns;
  if (first === undefined) throw withoutInstances(objective.name);
  const values = second === undefined ? readOne(first, written) : readTwo(first, second, written);
  if (values === null) {
    const allowed = columns.map((name) => `${name}=VALUE`).join(',');
    throw new CisloError('bad_request', `'instance' is '${written.slice(0, 100)}'; write ${allowed}`, {
      wrong: { parameter: 'instance', allowed },
    });
  }
  return { slo: objective.name, columns, values: values.map((value) => (value === unknownValue ? null : value)) };
}

function readOne(column: string, written: string): readonly string[] | null {
  return written.startsWith(`${column}=`) ? [written.slice(column.length + 1)] : null;
}

/** A value may hold commas, so the second column is looked for by its name. */
function readTwo(first: string, second: string, written: string): readonly string[] | null {
  const between = written.lastIndexOf(`,${second}=`);
  const one = between < 0 ? null : readOne(first, written.slice(0, between));
  return one === null ? null : [...one, written.slice(between + second.length + 2)];
}

/** The values by column, as the API writes them. */
export function instanceJson(
  columns: readonly string[],
  values: InstanceValues,
): Readonly<Record<string, string | null>> {
  return Object.fromEntries(columns.map((name, index) => [name, values[index] ?? null]));
}

/** The error for an SLO without `group-by`. */
export function withoutInstances(id: string): CisloError {
  return new CisloError(
    'bad_request',
    `the SLO '${id.slice(0, 100)}' has no instances; give it the annotation cislo.dev/group-by, such as repository`,
    { wrong: { parameter: 'instance', allowed: 'no instance of this SLO' } },
  );
}
