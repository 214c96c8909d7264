import type { CustomEvent } from '../model/custom-event.ts';
import type { SloEvent } from '../model/objective.ts';

/**
 * An event that was sent to us as conditions see it: the `custom` columns of `columns`. `data` is the JSON that `data.PATH` leads into. The
 * repository's name is the one that the event says, also after it got another one.
 */
export function eventOfCustomEvent(event: CustomEvent): SloEvent {
  return {
    source: event.source,
    type: event.type,
    subject: event.subject,
    repository: event.repository,
    at: event.at,
    outcome: event.outcome,
    data: event.data as SloEvent[string],
  };
}
