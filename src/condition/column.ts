/**
 * What a column holds. `time` is milliseconds since the epoch, UTC; lists are never null, only empty. `json` is any JSON: a condition names
 * a value in it by a path (`data.asset.name`), and it is read as what it is compared with.
 */
export type ColumnType = 'text' | 'number' | 'boolean' | 'time' | 'text[]' | 'number[]' | 'json';

/** A documented column of an event, as conditions see it. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly description: string;
  /** The only values it can have; null when it is open. A condition that names another one is a mistake. */
  readonly values: readonly string[] | null;
}
