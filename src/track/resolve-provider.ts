import type { JobObservation } from '../model/observation.ts';
import type { ProviderRules, Rules } from '../model/rules.ts';

const botSuffix = '[bot]';

/**
 * The CI system that made an observation: a label value, never empty, never `any` (that word means "whoever").
 *
 * A check or an Actions job: the name that the rules give its app, else the app's slug. A status: the first rule that
 * knows its context, else the bot that sent it, else a person whom the rules know, else what stands before the
 * first `/` or `:` of the context. `unknown` when nothing is left.
 */
export function resolveProvider(observation: JobObservation, rules: Rules): string {
  const name = observation.source === 'status' ? statusProvider(observation, rules) : checkProvider(observation, rules);
  if (name === '') return 'unknown';
  // A row of the provider `any` stands for all providers together; a CI system of that name must not be mixed up with it.
  return name === 'any' ? 'any-ci' : name;
}

function checkProvider(observation: JobObservation, rules: Rules): string {
  const app = observation.source === 'workflow_job' ? 'github-actions' : (observation.app ?? '').trim();
  return findProvider(rules, (provider) => provider.apps, app) ?? app;
}

function statusProvider(observation: JobObservation, rules: Rules): string {
  const byContext = rules.providers.find((provider) =>
    provider.contexts.some((context) => context.test(observation.name)),
  );
  if (byContext !== undefined) return byContext.name;

  const sender = (observation.sender ?? '').trim();
  if (sender.endsWith(botSuffix)) {
    const login = sender.slice(0, -botSuffix.length);
    return (
      findProvider(rules, (provider) => provider.senders, login) ??
      findProvider(rules, (provider) => provider.apps, login) ??
      login
    );
  }
  return findProvider(rules, (provider) => provider.senders, sender) ?? contextPrefix(observation.name);
}

/** GitHub's logins and slugs do not differ by case. */
function findProvider(
  rules: Rules,
  names: (provider: ProviderRules) => readonly string[],
  name: string,
): string | undefined {
  if (name === '') return undefined;
  const wanted = name.toLowerCase();
  return rules.providers.find((provider) => names(provider).some((known) => known.toLowerCase() === wanted))?.name;
}

function contextPrefix(context: string): string {
  const end = context.search(/[/:]/);
  return (end < 0 ? context : context.slice(0, end)).trim().toLowerCase();
}
