import { isPage } from '../alert/alert-policy.ts';
import type { AlertedSlo } from './alerted-slo.ts';

/** A notification target, as an OpenSLO file has it. */
export interface AlertmanagerTarget {
  readonly name: string;
  /** slack, pagerduty, opsgenie, webhook, email and others; a type that Alertmanager does not know gets an empty receiver. */
  readonly type: string;
  /** Where the secret of the target comes from: the name of an environment variable; null: it has none. */
  readonly secret: string | null;
  /** Of an email: to whom. */
  readonly to: string | null;
}

interface AlertmanagerRoute {
  readonly matchers: readonly string[];
  readonly receiver: string;
  readonly continue?: true;
}

/** Alertmanager reads secrets from files in this folder, each named like the variable that cislo reads. */
const secretFolder = '/etc/alertmanager/secrets';

/**
 * Routes and receivers for the alerts of `prometheusRules` (https://prometheus.io/docs/alerting/latest/configuration/): each policy to
 * its targets; one that names none to the receiver `page` or `ticket`, by its severity. The secrets stand in files, never here. A target
 * whose type needs an address that Alertmanager takes from no file gets a receiver without one, named in `incomplete`.
 */
export function alertmanagerConfig(slos: readonly AlertedSlo[], targets: readonly AlertmanagerTarget[]) {
  const known = new Map(targets.map((target) => [target.name, target]));
  const routes = slos.flatMap((slo) =>
    slo.policies.flatMap((policy): readonly AlertmanagerRoute[] => {
      const matchers = [`slo="${slo.id}"`, `policy="${policy.name}"`];
      const named = policy.targets.filter((name) => known.has(name));
      if (named.length === 0) return [{ matchers, receiver: isPage(policy.severity) ? 'page' : 'ticket' }];
      return named.map((name, index) => ({
        matchers,
        receiver: `target-${name}`,
        ...(index < named.length - 1 ? { continue: true as const } : {}),
      }));
    }),
  );
  const receivers = targets.map((target) => ({ name: `target-${target.name}`, ...integration(target) }));
  return {
    config: {
      route: {
        receiver: 'ticket',
        group_by: ['slo', 'policy'],
        group_wait: '10s',
        group_interval: '1m',
        repeat_interval: '4h',
        routes,
      },
      receivers: [{ name: 'page' }, { name: 'ticket' }, ...receivers],
    },
    incomplete: receivers.filter((receiver) => Object.keys(receiver).length === 1).map(({ name }) => name),
  };
}

function integration({ type, secret, to }: AlertmanagerTarget): Readonly<Record<string, readonly object[]>> {
  const file = secret === null ? null : `${secretFolder}/${secret}`;
  const sent = { send_resolved: true };
  if (type === 'email' && to !== null) return { email_configs: [{ ...sent, to }] };
  if (file === null) return {};
  if (type === 'slack') return { slack_configs: [{ ...sent, api_url_file: file, channel: '#alerts' }] };
  if (type === 'pagerduty') return { pagerduty_configs: [{ ...sent, routing_key_file: file }] };
  if (type === 'opsgenie') return { opsgenie_configs: [{ ...sent, api_key_file: file }] };
  return {};
}
