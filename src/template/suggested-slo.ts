import type { Counts } from '../model/objective.ts';
import { showPercent } from '../model/show-number.ts';
import { fillTemplate } from './fill-template.ts';
import { fewestEvents, proposeTarget } from './propose-target.ts';
import { suggestPhases } from './suggest-phases.ts';
import { suggestTier } from './suggest-tier.ts';
import type { SuggestionCandidate } from './suggestion-candidates.ts';
import type { Tier } from './tier.ts';

/** An SLO that is proposed. */
export interface SuggestedSlo {
  readonly name: string;
  readonly good: number;
  readonly bad: number;
  /** good ÷ (good + bad). */
  readonly sli: number;
  /** Decimal digits of a ratio. */
  readonly target: string;
  /** null: it asks for less than every tier. */
  readonly tier: string | null;
  /** As `cislo.dev/phases` writes them; null at the strictest tier. */
  readonly phases: string | null;
  readonly why: string;
  /** OpenSLO. */
  readonly document: string;
}

/** Why an SLO is not proposed. */
export interface LeftOutSlo {
  readonly name: string;
  /** Good and bad events. */
  readonly events: number;
  readonly why: string;
}

/** Proposes an SLO by what was achieved in the last 30 days, or says why not. `now` in ms. */
export function suggestSlo(
  { name, counted, template }: SuggestionCandidate,
  { good, bad }: Counts,
  tiers: ReadonlyMap<string, Tier>,
  now: number,
): SuggestedSlo | LeftOutSlo {
  const events = good + bad;
  const proposed = proposeTarget({ good, bad });
  if (proposed === null) {
    const why =
      events < fewestEvents
        ? `${events} ${counted} in 30 days are too few to say; it takes ${fewestEvents}`
        : `only ${showPercent(good / events, 2)} of ${events} ${counted} were good; find out why before there is a target`;
    return { name, events, why };
  }
  const target = Number(proposed.decimal);
  const { tier, next } = suggestTier(target, tiers);
  const phases = next === null ? null : suggestPhases(proposed.decimal, next.availability, now);
  const step = next === null ? '' : `; the next tier is ${next.name} with ${showPercent(next.availability, 2)}`;
  const place = tier === null ? 'It asks for less than every tier' : `It is of tier ${tier}`;
  return {
    name,
    good,
    bad,
    sli: good / events,
    target: proposed.decimal,
    tier,
    phases,
    why: `${bad} of ${events} ${counted} were bad, and the target leaves room for ${Math.floor(proposed.room)}. ${place}${step}.`,
    document: documentOf(template, { target, tier, phases }, tiers),
  };
}

function documentOf(
  template: string,
  { target, tier, phases }: Pick<SuggestedSlo, 'tier' | 'phases'> & { readonly target: number },
  tiers: ReadonlyMap<string, Tier>,
): string {
  const [some] = tiers.values();
  const values = { ...(tiers.get(tier ?? '') ?? (some as Tier)), availability: target };
  const annotations = [
    ...(tier === null ? [] : [`cislo.dev/tier: "${tier}"`]),
    ...(phases === null ? [] : [`cislo.dev/phases: "${phases}"`]),
  ];
  const text = fillTemplate(template, { name: tier ?? '', values });
  return text.replace(/^ {2}annotations: \{ cislo\.dev\/tier: .*\n/m, `  annotations: { ${annotations.join(', ')} }\n`);
}
