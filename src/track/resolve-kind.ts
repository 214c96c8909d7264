import type { Kind } from '../model/job-run.ts';
import type { Rules } from '../model/rules.ts';

/** What a job is for: the first kind rule of its provider that knows its name, then the first general one, else `other`. */
export function resolveKind(provider: string, name: string, rules: Rules): Kind {
  for (const candidate of rules.providers) {
    if (candidate.name !== provider) continue;
    const own = candidate.kinds.find((rule) => rule.name.test(name));
    if (own !== undefined) return own.kind;
  }
  return rules.kinds.find((rule) => rule.name.test(name))?.kind ?? 'other';
}
