import type { LogEntry } from '../model/delivery.ts';
import type { SentEvent } from '../model/sent-event.ts';
import type { ReadDoor } from './read/read-door.ts';

/** The durable side of cislo: PostgreSQL, or the embedded one. Every method is one transaction at most. */
export interface Store {
  /**
   * Appends deliveries to the log in one transaction; resolves after COMMIT.
   * Returns, per entry, whether it was new (false: this GUID is already in the log; nothing changed).
   */
  append(entries: readonly LogEntry[]): Promise<readonly boolean[]>;
  /** Stores events that were sent, in one transaction; resolves after COMMIT with, per event, whether it was new. */
  appendEvents(events: readonly SentEvent[]): Promise<readonly boolean[]>;
  /** Keeps a delivery that could not be stored (body and error) for `verify` and the operator. */
  keepAside(guid: string, event: string, body: string, error: string, receivedAt: number): Promise<void>;

  /** The one way to read. */
  readonly read: ReadDoor;

  /** Resolves when the database answers and the schema is current; rejects with a CisloError otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
