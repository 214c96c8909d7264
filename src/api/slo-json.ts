import type { Objective, ObjectiveWindow } from '../model/objective.ts';
import { isoTime } from './iso-time.ts';
import { seconds } from './seconds.ts';

/** An objective's definition as `/api/slos` lists it. */
export function sloJson(objective: Objective) {
  return {
    name: objective.name,
    display_name: objective.displayName,
    description: objective.description,
    service: objective.service,
    target: objective.targetRatio,
    window: windowJson(objective.window),
    event: objective.eventType,
    from: objective.from,
    until: objective.until,
    within_seconds: seconds(objective.withinMs),
    definition_hash: objective.definitionHash,
  };
}

function windowJson(window: ObjectiveWindow) {
  return window.type === 'rolling'
    ? { type: window.type, duration: window.text, seconds: window.ms / 1000 }
    : { type: window.type, duration: window.text, anchor: isoTime(window.anchor), time_zone: window.timeZone };
}
