import type { JobObservation } from '../../model/observation.ts';
import type { ProviderRules, RulePlace, Rules } from '../../model/rules.ts';
import { indexRules, type RulesIndex } from './index-rules.ts';
import { remember } from './remember.ts';

const botSuffix = '[bot]';

/** The CI system that made an observation. */
export interface ResolvedProvider {
  /** A label value: lower case, never empty, never `any` (that word means "whoever"). */
  readonly name: string;
  /** Where the profile that knew it stands; null when the name is that of the app or the account. */
  readonly place: RulePlace | null;
}

/**
 * The CI system that made an observation.
 *
 * A check or an Actions job: the profile that knows its app, else the app's slug. A status: the first profile that knows its context, else
 * the one that knows its sender, else the one that knows its text, else the sender's login, a bot's without `[bot]`. `unknown` when nobody
 * is named. It is never the context or a part of it, because that would make a provider of every job.
 */
export function resolveProvider(observation: JobObservation, rules: Rules): ResolvedProvider {
  const index = indexRules(rules);
  const account = accountOf(observation);
  const login = account.endsWith(botSuffix) ? account.slice(0, -botSuffix.length) : account;
  const profile =
    observation.source === 'status' ? statusProfile(observation, account, login, rules, index) : index.byApp.get(login);
  const name = profile?.name ?? (login === '' ? 'unknown' : login);
  // A row of the provider `any` stands for all providers together; a CI system of that name must not be mixed up with it.
  return { name: name === 'any' ? 'any-ci' : name, place: profile?.place ?? null };
}

/** GitHub's logins and slugs do not differ by case: one account is one provider. */
function accountOf({ source, app, sender }: JobObservation): string {
  if (source === 'workflow_job') return 'github-actions';
  return ((source === 'status' ? sender : app) ?? '').trim().toLowerCase();
}

function statusProfile(
  { name, text }: JobObservation,
  account: string,
  login: string,
  rules: Rules,
  { contexts, bySender, byApp, texts }: RulesIndex,
): ProviderRules | undefined {
  const byContext = remember(contexts, name, () => contextProfile(name, rules));
  return (
    byContext ??
    bySender.get(login) ??
    (account === login ? undefined : byApp.get(login)) ??
    texts.find((provider) => text !== null && provider.texts.some((pattern) => pattern.test(text)))
  );
}

function contextProfile(context: string, { providers }: Rules): ProviderRules | null {
  return providers.find(({ contexts }) => contexts.some((pattern) => pattern.test(context))) ?? null;
}
