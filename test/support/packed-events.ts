import { between, betweenElements, isNull, type PackedEvent, PackedParts } from '../../src/compare/packed-event.ts';
import type { ColumnValue } from '../../src/compare/value-column.ts';

/** An event as the database gives it. */
export function packed(isBad: boolean, at: number, cluster: string, values: readonly ColumnValue[]): PackedEvent {
  const written = values.map((value) =>
    value === null ? isNull : typeof value === 'string' ? value : value.join(betweenElements),
  );
  return [`${isBad ? 'b' : 'g'}${at}`, cluster, ...written].join(between);
}

/** What such an event says, with its values as they stand. */
export function unpacked(event: PackedEvent, values: number) {
  const parts = new PackedParts(values);
  parts.read(event);
  const { isBad, at, cluster, starts } = parts;
  return {
    isBad,
    at,
    cluster,
    values: Array.from({ length: values }, (_, index) => event.slice(starts[index], (starts[index + 1] as number) - 1)),
  };
}
