import { createHash } from 'node:crypto';
import type { EventIndicator, Indicator } from '../model/objective.ts';

/**
 * 32 hex digits that change when the meaning of an indicator does: sha256 over its JSON with sorted keys. Places in the text
 * (`at`) are left out, so that white space and comments do not change it.
 */
export function indicatorHash(indicator: Indicator): string {
  const meaning = indicator.eventType === 'measured' ? indicator : eventMeaning(indicator);
  return createHash('sha256').update(JSON.stringify(meaning, canonical)).digest('hex').slice(0, 32);
}

function eventMeaning({ outcome, ...rest }: EventIndicator): unknown {
  return { ...rest, [outcome.side]: outcome.condition };
}

function canonical(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'at');
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}
