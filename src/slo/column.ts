import type { EventType } from '../model/objective.ts';

/** What a column holds. `time` is milliseconds since the epoch, UTC; lists are never null, only empty. */
export type ColumnType = 'text' | 'number' | 'boolean' | 'time' | 'text[]' | 'number[]';

/** A documented column of an event, as conditions see it. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly description: string;
  /** The only values it can have; null when it is open. A condition that names another one is a mistake. */
  readonly values: readonly string[] | null;
}

/** The events that objectives can count. */
export type CountedEventType = EventType;
