import type { Cohorts } from './cohorts.ts';
import { Coder, type ColumnValue, ValueColumn } from './value-column.ts';

/** One event to compare. */
export interface ComparedEvent {
  readonly isBad: boolean;
  /** What fails together: the head commit, for example. */
  readonly cluster: string;
  /** In the order of the dimensions; a list counts each of its elements once, null and an empty list are `(none)`. */
  readonly values: readonly ColumnValue[];
}

/**
 * Writes events as columns of numbers. The order in which they are given changes nothing that is computed from them.
 *
 * @param whens the names of dimensions that tell when an event was
 */
export function buildCohorts(
  names: readonly string[],
  events: readonly ComparedEvent[],
  whens: readonly string[] = [],
): Cohorts {
  const builder = new CohortBuilder(names, events.length, whens);
  for (const { isBad, cluster, values } of events) {
    builder.begin(isBad, cluster);
    for (const [place, column] of builder.columns.entries()) column.add(values[place] ?? null);
  }
  return builder.build();
}

/** Takes events one by one: `begin`, then a value for each of the columns. */
export class CohortBuilder {
  /** One for each name. */
  readonly columns: readonly ValueColumn[];
  readonly #names: readonly string[];
  readonly #whens: readonly string[];
  readonly #clusters = new Coder();
  readonly #clusterOf: Int32Array;
  readonly #isBad: Uint8Array;
  #size = 0;

  /** @param events how many there will be at most */
  constructor(names: readonly string[], events: number, whens: readonly string[] = []) {
    this.#names = names;
    this.#whens = whens;
    this.columns = names.map(() => new ValueColumn(events));
    this.#clusterOf = new Int32Array(events);
    this.#isBad = new Uint8Array(events);
  }

  begin(isBad: boolean, cluster: string): void {
    this.#isBad[this.#size] = isBad ? 1 : 0;
    this.#clusterOf[this.#size] = this.#clusters.codeOf(cluster);
    this.#size += 1;
  }

  build(): Cohorts {
    const order = orderBy(this.#clusterOf.subarray(0, this.#size), this.#clusters.values.length);
    const isBad = new Uint8Array(this.#size);
    const clusters = new Int32Array(this.#size);
    for (let index = 0; index < order.length; index += 1) {
      const place = order[index] as number;
      isBad[index] = this.#isBad[place] as number;
      clusters[index] = this.#clusterOf[place] as number;
    }
    return {
      isBad,
      clusters,
      dimensions: this.columns.map((column, index) => {
        const name = this.#names[index] as string;
        return column.inOrder(name, order, this.#whens.includes(name));
      }),
    };
  }
}

/** The places of codes, those of code 0 first: a counting sort. */
function orderBy(codes: Int32Array, different: number): Uint32Array {
  const ends = new Uint32Array(different + 1);
  for (const code of codes) ends[code + 1] = (ends[code + 1] as number) + 1;
  for (let code = 0; code < different; code += 1) ends[code + 1] = (ends[code + 1] as number) + (ends[code] as number);
  const order = new Uint32Array(codes.length);
  for (const [place, code] of codes.entries()) {
    const next = ends[code] as number;
    order[next] = place;
    ends[code] = next + 1;
  }
  return order;
}
