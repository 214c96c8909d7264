import { shownName } from '../../model/counted-objectives.ts';
import type { Objective } from '../../model/objective.ts';
import { annotationsOf } from '../../slo/slo-annotations.ts';
import type { GenerationView } from '../../store/generation/read-generations.ts';
import type { TimeWindow } from '../../time/time-window.ts';
import { isoTime } from './iso-time.ts';
import { seconds } from './seconds.ts';

/** An objective's definition as `/api/slos` lists it, with the generation that answers for it; null before the first deployment. */
export function sloJson(objective: Objective, generations: readonly GenerationView[]) {
  const { tier, owner, groupBy } = annotationsOf(objective);
  const own = generations.filter(({ slo }) => slo !== null && shownName(slo) === objective.name);
  const shown = own.find(({ state }) => state === 'current') ?? own[0];
  const events = objective.indicator.eventType === 'measured' ? null : objective.indicator;
  return {
    id: objective.name,
    name: objective.name,
    display_name: objective.displayName,
    description: objective.description,
    service: objective.service,
    tier,
    owner,
    labels: objective.labels,
    group_by: groupBy,
    target: objective.targetRatio,
    method: objective.method.type,
    window: windowJson(objective.window),
    event: objective.indicator.eventType,
    from: events?.from ?? null,
    until: events?.until ?? null,
    within_seconds: seconds(events?.withinMs ?? null),
    source:
      objective.indicator.eventType === 'measured' && objective.indicator.type === 'source'
        ? objective.indicator.connection.type
        : ('cislo' as const),
    origin: objective.origin,
    generation: shown?.id ?? null,
    state: own.some(({ state }) => state === 'building') ? ('backfilling' as const) : ('ready' as const),
    definition_hash: objective.indicatorHash,
  };
}

function windowJson(window: TimeWindow) {
  const duration = window.text;
  switch (window.type) {
    case 'rolling':
      return { type: 'rolling', duration, seconds: window.ms / 1000 } as const;
    case 'rolling-months':
      return { type: 'rolling', duration, seconds: null } as const;
    case 'calendar':
      return { type: 'calendar', duration, anchor: isoTime(window.anchor), time_zone: window.timeZone } as const;
    default:
      return window satisfies never;
  }
}
