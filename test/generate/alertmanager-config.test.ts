import { expect, test } from 'vitest';
import { type AlertmanagerTarget, alertmanagerConfig } from '../../src/generate/alertmanager-config.ts';
import { alertedSlo } from './alerted-slo.ts';

function target(name: string, type: string, parts: Partial<AlertmanagerTarget> = {}): AlertmanagerTarget {
  return { name, type, secret: 'KEY', to: null, ...parts };
}

test('a policy that names no target goes to page or ticket, by its severity', () => {
  const { config } = alertmanagerConfig([alertedSlo()], []);

  expect(config.route.routes.map(({ matchers, receiver }) => [matchers[1], receiver])).toEqual([
    ['policy="burn-1h-5m"', 'page'],
    ['policy="burn-6h-30m"', 'page'],
    ['policy="burn-24h-2h"', 'ticket'],
    ['policy="burn-3d-6h"', 'ticket'],
  ]);
  expect(config.receivers).toEqual([{ name: 'page' }, { name: 'ticket' }]);
});

test('a policy goes to all of its targets; an unknown one is left out', () => {
  const [policy] = alertedSlo().policies;
  const slo = alertedSlo({ policies: [{ ...(policy as NonNullable<typeof policy>), targets: ['a', 'gone', 'b'] }] });
  const { config } = alertmanagerConfig([slo], [target('a', 'slack'), target('b', 'pagerduty')]);

  expect(config.route.routes.map((route) => [route.receiver, route.continue])).toEqual([
    ['target-a', true],
    ['target-b', undefined],
  ]);
});

test('secrets stay in files, and a target that has no address is named', () => {
  const { config, incomplete } = alertmanagerConfig(
    [],
    [
      target('s', 'slack'),
      target('p', 'pagerduty'),
      target('o', 'opsgenie'),
      target('m', 'email', { secret: null, to: 'ci@example.org' }),
      target('nobody', 'email', { secret: null }),
      target('w', 'webhook'),
    ],
  );
  const sent = { send_resolved: true };
  const file = '/etc/alertmanager/secrets/KEY';

  expect(config.receivers.slice(2)).toEqual([
    { name: 'target-s', slack_configs: [{ ...sent, api_url_file: file, channel: '#alerts' }] },
    { name: 'target-p', pagerduty_configs: [{ ...sent, routing_key_file: file }] },
    { name: 'target-o', opsgenie_configs: [{ ...sent, api_key_file: file }] },
    { name: 'target-m', email_configs: [{ ...sent, to: 'ci@example.org' }] },
    { name: 'target-nobody' },
    { name: 'target-w' },
  ]);
  expect(incomplete).toEqual(['target-nobody', 'target-w']);
});
