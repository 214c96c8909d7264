import { type Dimension, noValue } from './cohorts.ts';
import { betweenElements, isNull } from './packed-event.ts';

/** A value of an event: a text, the elements of a list, or null. */
export type ColumnValue = string | null | readonly string[];

/** The values of one dimension, event by event, as numbers. */
export class ValueColumn {
  readonly #coder = new Coder();
  /** The code of each event; of one with several values, their place in `#lists`, as −1, −2, … */
  readonly #codes: Int32Array;
  readonly #lists: number[][] = [];
  readonly #codesOfLists = new Map<string, number>();
  #size = 0;
  #isList = false;

  /** @param events how many there will be at most */
  constructor(events: number) {
    this.#codes = new Int32Array(events);
  }

  add(value: ColumnValue): void {
    this.#codes[this.#size] = this.#encode(value);
    this.#size += 1;
  }

  /** Adds the value that stands in a text from `start` to `end`. */
  addPart(text: string, start: number, end: number, isList: boolean): void {
    this.#codes[this.#size] = isList
      ? this.#codeOfList(text.slice(start, end))
      : this.#coder.codeOfPart(text, start, end);
    this.#size += 1;
  }

  /** The same list comes again and again. */
  #codeOfList(text: string): number {
    const known = this.#codesOfLists.get(text);
    if (known !== undefined) return known;
    const code = this.#encode(text === isNull || text === '' ? [] : text.split(betweenElements));
    this.#codesOfLists.set(text, code);
    return code;
  }

  #encode(value: ColumnValue): number {
    if (value === null) return this.#coder.codeOf(noValue);
    if (typeof value === 'string') return this.#coder.codeOf(value);
    this.#isList = true;
    const [first = noValue] = value;
    if (value.length < 2) return this.#coder.codeOf(first);
    this.#lists.push([...new Set(value)].map((element) => this.#coder.codeOf(element)));
    return -this.#lists.length;
  }

  /** The column with its events in this order. */
  inOrder(name: string, order: Uint32Array, isWhen: boolean): Dimension {
    const { values } = this.#coder;
    if (!this.#isList) {
      const codes = new Int32Array(order.length);
      for (let index = 0; index < order.length; index += 1)
        codes[index] = this.#codes[order[index] as number] as number;
      return { name, values, codes, starts: null, isWhen };
    }
    const codes: number[] = [];
    const starts = new Int32Array(order.length + 1);
    for (let index = 0; index < order.length; index += 1) {
      const code = this.#codes[order[index] as number] as number;
      if (code >= 0) codes.push(code);
      else for (const element of this.#lists[-code - 1] as number[]) codes.push(element);
      starts[index + 1] = codes.length;
    }
    return { name, values, codes: Int32Array.from(codes), starts, isWhen };
  }
}

/** Gives each text a number, from 0 on. */
export class Coder {
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

  /** The same of a part of a text, which is cut out only where it is not the value before. */
  codeOfPart(text: string, start: number, end: number): number {
    if (this.#lastCode >= 0 && this.#last.length === end - start && text.startsWith(this.#last, start))
      return this.#lastCode;
    const value = text.slice(start, end);
    return this.codeOf(value === isNull ? noValue : value);
  }
}
