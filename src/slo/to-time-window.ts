import type { OpenSloWindow } from '../openslo/object/slo-window.ts';
import type { TimeWindow } from '../time/time-window.ts';

const hourMs = 3_600_000;
const calendarUnits = { d: 'day', w: 'week', M: 'month', Q: 'quarter', Y: 'year' } as const;

/** The window of an OpenSLO document as one that can be run, or the reason why it cannot: a phrase after "timeWindow". */
export function toTimeWindow(window: OpenSloWindow): TimeWindow | { readonly reason: string } {
  const { count, unit, ms, text } = window.duration;
  if (window.type === 'calendar') {
    const calendarUnit = calendarUnits[unit as keyof typeof calendarUnits];
    if (calendarUnit === undefined) return { reason: `a calendar window of ${text}; write d, w, M, Q or Y` };
    const { anchor, timeZone } = window;
    return { type: 'calendar', unit: calendarUnit, count, anchor, timeZone, text };
  }
  if (ms === null) {
    const months = { M: 1, Q: 3, Y: 12 }[unit as 'M' | 'Q' | 'Y'];
    return { type: 'rolling-months', months: count * months, text };
  }
  if (ms < hourMs) return { reason: `a window of ${text}; write at least 1h` };
  return { type: 'rolling', ms, text };
}
