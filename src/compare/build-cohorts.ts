import { type Cohorts, type Dimension, noValue } from './cohorts.ts';

/** One event to compare. */
export interface ComparedEvent {
  readonly isBad: boolean;
  /** What fails together: the head commit, for example. */
  readonly cluster: string;
  /** In the order of the dimensions; a list counts each of its elements once, null and an empty list are `(none)`. */
  readonly values: readonly (string | null | readonly string[])[];
}

/** Writes events as columns of numbers. The order in which they are given changes nothing that is computed from them. */
export function buildCohorts(names: readonly string[], events: readonly ComparedEvent[]): Cohorts {
  const clusterIds = new Map<string, number>();
  const clusterOf = events.map(({ cluster }) => codeOf(clusterIds, cluster));
  const order = Uint32Array.from(events.keys()).sort(
    (one, other) => (clusterOf[one] as number) - (clusterOf[other] as number),
  );
  const inOrder = (index: number): ComparedEvent => events[order[index] as number] as ComparedEvent;
  return {
    isBad: Uint8Array.from(order, (place) => ((events[place] as ComparedEvent).isBad ? 1 : 0)),
    clusters: Int32Array.from(order, (place) => clusterOf[place] as number),
    dimensions: names.map((name, index) =>
      buildDimension(name, events.length, (event) => inOrder(event).values[index]),
    ),
  };
}

function buildDimension(
  name: string,
  events: number,
  valueAt: (event: number) => string | null | undefined | readonly string[],
): Dimension {
  const ids = new Map<string, number>();
  const codes: number[] = [];
  const starts = new Int32Array(events + 1);
  let isList = false;
  for (let event = 0; event < events; event += 1) {
    const value = valueAt(event) ?? noValue;
    if (typeof value === 'string') codes.push(codeOf(ids, value));
    else {
      isList = true;
      const each = value.length === 0 ? [noValue] : new Set(value);
      for (const element of each) codes.push(codeOf(ids, element));
    }
    starts[event + 1] = codes.length;
  }
  return { name, values: [...ids.keys()], codes: Int32Array.from(codes), starts: isList ? starts : null };
}

function codeOf(ids: Map<string, number>, value: string): number {
  const known = ids.get(value);
  if (known !== undefined) return known;
  ids.set(value, ids.size);
  return ids.size - 1;
}
