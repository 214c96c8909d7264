import type { KindRule, Rules } from '../../model/rules.ts';
import { indexRules, type ResolvedKind } from './index-rules.ts';
import { remember } from './remember.ts';

/**
 * What a job is for: the first kind rule of its provider that knows its name; else, where the provider's role is `ci`, the first
 * general one. Without either a provider of role `deploy` deploys, and the rest is `other`. A provider without a profile is `ci`.
 */
export function resolveKind(provider: string, name: string, rules: Rules): ResolvedKind {
  const { kinds, byName } = indexRules(rules);
  return remember(kinds, `${provider}\0${name}`, () => {
    const entries = byName.get(provider) ?? [];
    const role = entries[0]?.role ?? 'ci';
    const knows = (rule: KindRule) => rule.name.test(name);
    const rule =
      entries.flatMap((entry) => entry.kinds).find(knows) ?? (role === 'ci' ? rules.kinds.find(knows) : undefined);
    if (rule === undefined) return { kind: role === 'deploy' ? 'deploy' : 'other', role, place: null };
    return { kind: rule.kind, role: rule.role ?? role, place: rule.place };
  });
}
