import type { Kind, Role } from '../../model/job-run.ts';
import type { Rules } from '../../model/rules.ts';
import { indexRules } from '../rules/index-rules.ts';
import { resolveKind } from '../rules/resolve-kind.ts';
import type { Because } from './because.ts';

/** Kind and role that `resolveKind` gives for a job, and the lines that say so. */
export function explainKind(
  provider: string,
  name: string,
  rules: Rules,
): { readonly kind: Because<Kind>; readonly role: Because<Role> } {
  const { kind, role, place } = resolveKind(provider, name, rules);
  const profile = indexRules(rules).byName.get(provider)?.[0] ?? null;
  const profilePlace = profile?.place ?? null;
  return {
    kind:
      place === null
        ? { word: kind, because: withoutRule(role), place: profilePlace }
        : { word: kind, because: 'it is the first kind rule that knows the name', place },
    role:
      role === (profile?.role ?? 'ci')
        ? { word: role, because: profile === null ? 'it has no profile' : 'its profile says so', place: profilePlace }
        : { word: role, because: 'the kind rule for this name says so', place },
  };
}

function withoutRule(role: Role): string {
  if (role === 'ci') return 'no kind rule knows the name';
  return role === 'deploy'
    ? 'no kind rule of its profile knows the name, and its role is deploy'
    : `no kind rule of its profile knows the name, and words are asked only where the role is ci`;
}
