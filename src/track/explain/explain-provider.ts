import type { JobObservation } from '../../model/observation.ts';
import type { ProviderRules, Rules } from '../../model/rules.ts';
import { resolveProvider } from '../rules/resolve-provider.ts';
import type { Because } from './because.ts';

/** The provider that `resolveProvider` gives for an observation, and how it was known. */
export function explainProvider(observation: JobObservation, rules: Rules): Because {
  const { name, place } = resolveProvider(observation, rules);
  const profile = place === null ? undefined : rules.providers.find((one) => one.name === name);
  return {
    word: name,
    because: profile === undefined ? withoutProfile(observation) : knownBy(observation, profile),
    place,
  };
}

/** The questions in the order of `resolveProvider`: the profile it chose was found by the first of them that fits. */
function knownBy({ source, name, app, sender }: JobObservation, profile: ProviderRules): string {
  if (source === 'workflow_job') return 'its profile lists the app github-actions, whose every Actions job is';
  if (source === 'check_run') return `its profile lists the app ${app}`;
  if (source === 'cdevent') return `its profile lists ${app}, the source of the event, among its apps`;
  if (profile.contexts.some((pattern) => pattern.test(name))) return `its profile knows the context ${name}`;
  const account = (sender ?? '').trim().toLowerCase();
  const login = account.replace(/\[bot\]$/, '');
  if (profile.senders.includes(login)) return `its profile lists the sender ${sender}`;
  if (account !== login && profile.apps.includes(login)) return `its profile lists the app of ${sender}`;
  return 'its profile knows the text of the first report';
}

function withoutProfile({ source, app, sender }: JobObservation): string {
  const told = source === 'status' ? sender : app;
  if (source === 'workflow_job') return 'every Actions job is of github-actions';
  if ((told ?? '').trim() === '') return 'nobody is named as the sender';
  return source === 'status'
    ? `no profile knows it, so it is the account that sent it, ${told}`
    : `no profile knows it, so it is the app that made it, ${told}`;
}
