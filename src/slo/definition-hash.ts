import { createHash } from 'node:crypto';

/**
 * 32 hex digits that change when the meaning of a definition does: sha256 over its JSON with sorted keys. Places in the text
 * (`at`) are left out, so that white space and comments do not make a new generation.
 */
export function definitionHash(definition: unknown): string {
  return createHash('sha256').update(JSON.stringify(definition, canonical)).digest('hex').slice(0, 32);
}

function canonical(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'at');
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}
