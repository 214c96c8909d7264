import type { CustomEvent } from '../model/custom-event.ts';
import { type Database, tableColumns } from './schema.ts';

const {
  lane: _lane,
  row_hash: _rowHash,
  removed: _removed,
  counted: _counted,
  due_at: _dueAt,
  pending: _pending,
  ...columns
} = tableColumns.custom_events;

/** The columns of `custom_events` that tell of the event, with their types. */
export const customEventColumns = columns;

/** A row of `custom_events` as the database hands it out. */
export type CustomEventRow = Pick<Database['custom_events'], keyof typeof columns>;

/** The row of an event. */
export function toCustomEventRow(event: CustomEvent): CustomEventRow {
  const { repositoryId, eventId, receivedAt, ...same } = event;
  return { ...same, repository_id: repositoryId, event_id: eventId, received_at: receivedAt };
}

/** The event of a row. */
export function fromCustomEventRow(row: CustomEventRow): CustomEvent {
  const { repository_id, event_id, received_at, ...same } = row;
  return { ...same, repositoryId: repository_id, eventId: event_id, receivedAt: received_at };
}
