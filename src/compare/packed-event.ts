/**
 * One event to compare as one text: `b` or `g` for bad or good with its own time in ms, what fails together with it, then its values. Between
 * them stands `between`. A database writes and sends one long text much faster than 25 short ones.
 */
export type PackedEvent = string;

/** Between the parts of an event, between the elements of a list, and in the place of null: characters that nobody can see. */
export const between = '\u001f';
export const betweenElements = '\u001e';
export const isNull = '\u001d';

/** Says where the parts of an event stand. One object serves for all events of a question, one after another. */
export class PackedParts {
  isBad = false;
  /** The event's own time, ms. */
  at = 0;
  /** What fails together. */
  cluster = '';
  /** Whether the event has as many values as it should. A value may hold a separator, though nobody means such a character. */
  isWhole = false;
  /** Where each value begins, and last where one more would begin. */
  readonly starts: Int32Array;
  readonly #values: number;

  constructor(values: number) {
    this.#values = values;
    this.starts = new Int32Array(values + 1);
  }

  read(event: PackedEvent): void {
    const timeEnd = event.indexOf(between);
    this.isBad = event.startsWith('b');
    this.at = Number(event.slice(1, timeEnd));
    const clusterEnd = event.indexOf(between, timeEnd + 1);
    this.cluster = event.slice(timeEnd + 1, clusterEnd < 0 ? event.length : clusterEnd);
    let found = 0;
    for (let place = clusterEnd; place >= 0 && found <= this.#values; place = event.indexOf(between, place + 1)) {
      this.starts[found] = place + 1;
      found += 1;
    }
    this.isWhole = found === this.#values;
    if (this.isWhole) this.starts[found] = event.length + 1;
  }
}
