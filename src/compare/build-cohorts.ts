import { type Cohorts, type Dimension, noValue } from './cohorts.ts';

/** One event to compare. */
export interface ComparedEvent {
  readonly isBad: boolean;
  /** What fails together: the head commit, for example. */
  readonly cluster: string;
  /** In the order of the dimensions; a list counts each of its elements once, null and an empty list are `(none)`. */
  readonly values: readonly (string | null | readonly string[])[];
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
  const clusters = new Coder();
  const columns = names.map(() => new Column(events.length));
  const clusterOf = new Int32Array(events.length);
  for (const [index, { cluster, values }] of events.entries()) {
    clusterOf[index] = clusters.codeOf(cluster);
    for (let place = 0; place < columns.length; place += 1) (columns[place] as Column).add(values[place] ?? null);
  }
  const order = orderBy(clusterOf, clusters.values.length);
  return {
    isBad: Uint8Array.from(order, (place) => ((events[place] as ComparedEvent).isBad ? 1 : 0)),
    clusters: Int32Array.from(order, (place) => clusterOf[place] as number),
    dimensions: columns.map((column, index) => column.inOrder(names[index] as string, order, whens)),
  };
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

/** Gives each text a number, from 0 on. */
class Coder {
  readonly values: string[] = [];
  readonly #codes = new Map<string, number>();
  #last = '';
  #lastCode = -1;

  codeOf(value: string): number {
    // Many columns have the same value again and again, and to compare two texts costs less than to look one up.
    if (this.#lastCode >= 0 && value === this.#last) return this.#lastCode;
    let code = this.#codes.get(value);
    if (code === undefined) {
      code = this.values.length;
      this.values.push(value);
      this.#codes.set(value, code);
    }
    this.#last = value;
    this.#lastCode = code;
    return code;
  }
}

/** The values of one dimension, event by event. */
class Column {
  readonly #coder = new Coder();
  /** The code of each event; of one with several values, their place in `#lists`, as −1, −2, … */
  readonly #codes: Int32Array;
  readonly #lists: number[][] = [];
  #size = 0;
  #isList = false;

  constructor(events: number) {
    this.#codes = new Int32Array(events);
  }

  add(value: string | null | readonly string[]): void {
    this.#codes[this.#size] = this.#encode(value);
    this.#size += 1;
  }

  #encode(value: string | null | readonly string[]): number {
    if (value === null) return this.#coder.codeOf(noValue);
    if (typeof value === 'string') return this.#coder.codeOf(value);
    this.#isList = true;
    const [first = noValue] = value;
    if (value.length < 2) return this.#coder.codeOf(first);
    this.#lists.push([...new Set(value)].map((element) => this.#coder.codeOf(element)));
    return -this.#lists.length;
  }

  inOrder(name: string, order: Uint32Array, whens: readonly string[]): Dimension {
    const { values } = this.#coder;
    const isWhen = whens.includes(name);
    if (!this.#isList)
      return {
        name,
        values,
        codes: Int32Array.from(order, (place) => this.#codes[place] as number),
        starts: null,
        isWhen,
      };
    const codes: number[] = [];
    const starts = new Int32Array(order.length + 1);
    order.forEach((place, index) => {
      const code = this.#codes[place] as number;
      if (code >= 0) codes.push(code);
      else codes.push(...(this.#lists[-code - 1] as number[]));
      starts[index + 1] = codes.length;
    });
    return { name, values, codes: Int32Array.from(codes), starts, isWhen };
  }
}
