import { addCounts } from '../budget/budget-sums.ts';
import type { Counts } from '../model/objective.ts';
import type { Viewer } from '../model/viewer.ts';
import { readStoredDocument } from '../slo/read-stored-document.ts';
import type { ReadDoor } from '../store/read/read-door.ts';
import { fillTemplate } from '../template/fill-template.ts';
import { type LeftOutSlo, type SuggestedSlo, suggestSlo } from '../template/suggested-slo.ts';
import { suggestionCandidates } from '../template/suggestion-candidates.ts';
import type { Tier } from '../template/tier.ts';

/** SLOs for what was seen in the last 30 days. */
export interface SloSuggestions {
  readonly items: readonly SuggestedSlo[];
  readonly leftOut: readonly LeftOutSlo[];
}

const days = 30;
const dayMs = 86_400_000;
const minuteMs = 60_000;
const mostProviders = 5;
const mostEventTypes = 20;

/**
 * Judges the stored events of the last 30 days by the templates, and proposes an SLO for each of which enough was seen.
 *
 * @param graceMs how long after its deadline an event without a result is waited for
 */
export async function suggestSlos(
  read: Pick<ReadDoor, 'readNamedProviders' | 'readEventTypes' | 'judgeMinutes'>,
  viewer: Viewer,
  { templates, tiers }: { readonly templates: ReadonlyMap<string, string>; readonly tiers: ReadonlyMap<string, Tier> },
  { now, graceMs }: { readonly now: number; readonly graceMs: number },
): Promise<SloSuggestions> {
  const since = now - days * dayMs;
  const seen = {
    providers: await read.readNamedProviders(viewer, mostProviders),
    eventTypes: await read.readEventTypes(viewer, since, mostEventTypes),
  };
  const items: SuggestedSlo[] = [];
  const leftOut: LeftOutSlo[] = [];
  for (const candidate of suggestionCandidates(templates, seen)) {
    const { objectives } = readStoredDocument(fillTemplate(candidate.template, null));
    const indicator = objectives[0]?.indicator;
    if (indicator === undefined || indicator.eventType === 'measured')
      throw new TypeError(`the template of ${candidate.name} counts no events`);
    const minutes = await read.judgeMinutes(viewer, indicator, { from: since, to: now + minuteMs, now, graceMs });
    const counts = minutes.reduce<Counts>(addCounts, { good: 0, bad: 0, excluded: 0 });
    const suggested = suggestSlo(candidate, counts, tiers, now);
    if ('document' in suggested) items.push(suggested);
    else if (suggested.events > 0) leftOut.push(suggested);
  }
  return { items, leftOut };
}
