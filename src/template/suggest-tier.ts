import type { Tier } from './tier.ts';

/** The tier that a target belongs to, and the next stricter one; null where there is none. */
export interface SuggestedTier {
  readonly tier: string | null;
  readonly next: { readonly name: string; readonly availability: number } | null;
}

/** Tiers that a service can be given by its availability alone; those of data are about assets. */
const general: readonly string[] = ['critical', 'essential', 'standard', 'best-effort', 'unstable'];

/** The strictest tier that asks for no more than this target (a ratio in (0, 1)), by its availability. */
export function suggestTier(target: number, tiers: ReadonlyMap<string, Tier>): SuggestedTier {
  const sorted = [...tiers]
    .filter(([name]) => general.includes(name))
    .map(([name, { availability }]) => ({ name, availability }))
    .sort((one, other) => other.availability - one.availability);
  const own = sorted.find(({ availability }) => availability <= target) ?? null;
  const next = sorted.filter(({ availability }) => availability > target).at(-1) ?? null;
  return { tier: own?.name ?? null, next };
}
