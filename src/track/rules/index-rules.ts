import type { Kind, Role } from '../../model/job-run.ts';
import type { ProviderRules, RulePlace, Rules } from '../../model/rules.ts';

/** What a job is for. */
export interface ResolvedKind {
  readonly kind: Kind;
  readonly role: Role;
  /** Where the kind rule stands that said so; null when none did. */
  readonly place: RulePlace | null;
}

/** Rules as they are looked up, once for each observation. */
export interface RulesIndex {
  /** Entries of one name, in order. */
  readonly byName: ReadonlyMap<string, readonly ProviderRules[]>;
  readonly byApp: ReadonlyMap<string, ProviderRules>;
  readonly bySender: ReadonlyMap<string, ProviderRules>;
  /** Those that know a system by its texts. */
  readonly texts: readonly ProviderRules[];
  /** Whose context it is; null: nobody's. Names of jobs repeat, so the answers are kept. */
  readonly contexts: Map<string, ProviderRules | null>;
  /** Kind and role by provider and name. */
  readonly kinds: Map<string, ResolvedKind>;
}

const indexes = new WeakMap<Rules, RulesIndex>();

/** The index of a set of rules; made at the first question, and gone when the rules are. */
export function indexRules(rules: Rules): RulesIndex {
  const known = indexes.get(rules);
  if (known !== undefined) return known;
  const { providers } = rules;
  const index: RulesIndex = {
    byName: entriesByName(providers),
    byApp: firstByName(providers, ({ apps }) => apps),
    bySender: firstByName(providers, ({ senders }) => senders),
    texts: providers.filter(({ texts }) => texts.length > 0),
    contexts: new Map(),
    kinds: new Map(),
  };
  indexes.set(rules, index);
  return index;
}

function entriesByName(providers: readonly ProviderRules[]): ReadonlyMap<string, readonly ProviderRules[]> {
  const entries = new Map<string, readonly ProviderRules[]>();
  for (const provider of providers) entries.set(provider.name, [...(entries.get(provider.name) ?? []), provider]);
  return entries;
}

/** The first entry that lists a name wins. */
function firstByName(
  providers: readonly ProviderRules[],
  namesOf: (provider: ProviderRules) => readonly string[],
): ReadonlyMap<string, ProviderRules> {
  const pairs = providers.flatMap((provider) => namesOf(provider).map((name) => [name, provider] as const));
  return new Map(pairs.reverse());
}
