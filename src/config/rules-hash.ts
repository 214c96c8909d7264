import { createHash } from 'node:crypto';
import type { RulesData } from '../model/rules.ts';

/** 32 hex digits that change when any rule does. The places that rules stand at do not matter. */
export function rulesHash(data: RulesData): string {
  const meaning = JSON.stringify(data, (key, value) => (key === 'place' ? undefined : value));
  return createHash('sha256').update(meaning).digest('hex').slice(0, 32);
}
