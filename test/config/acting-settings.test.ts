import { describe, expect, it } from 'vitest';
import { usualGate } from '../../src/act/gate/gate-settings.ts';
import { noNotices } from '../../src/act/notice/notice-settings.ts';
import { readConfigFile } from '../../src/config/read-config-file.ts';

const read = (text: string) => readConfigFile({ file: 'cislo.yaml', text });

describe('what is done about budgets', () => {
  it('is nothing by default', () => {
    const { config, problems } = readConfigFile(null);

    expect(problems).toEqual([]);
    expect(config).toMatchObject({
      services: {},
      gate: usualGate,
      notices: noNotices,
      reports: { teamSize: null, effort: {} },
      remedies: null,
    });
  });

  it('is what the file says', () => {
    const { config, problems } = read(`
services:
  ci: { owner: ada, product_owner: bob, business_impact: nobody can merge, constraints: [one builder] }
  web: {}
gate: { matrix: { warning: { high: defer } } }
notifications:
  targets: [{ name: hook, target: webhook, url_from: env:URL, key_from: env:KEY }]
  page: [hook]
  group_wait: 5m
  quiet_hours: { from: '22:30', to: '07:00', time_zone: Europe/Prague }
reports: { team_size: 5, effort: { rpm: M } }
issues: { repository: octo/operations, slos: [build-completion] }
`);

    expect(problems).toEqual([]);
    expect(config.services).toEqual({
      ci: { owner: 'ada', productOwner: 'bob', businessImpact: 'nobody can merge', constraints: ['one builder'] },
      web: { owner: null, productOwner: null, businessImpact: null, constraints: [] },
    });
    expect(config.gate.matrix.warning).toEqual({ low: 'review', medium: 'defer', high: 'defer' });
    expect(config.gate.productOwners).toEqual({ ci: 'bob' });
    expect(config.notices).toMatchObject({
      page: ['hook'],
      ticket: [],
      groupWaitMs: 300_000,
      quiet: { from: 22 * 60 + 30, to: 7 * 60, timeZone: 'Europe/Prague' },
      targets: [{ name: 'hook', type: 'webhook', urlFrom: 'URL', keyFrom: 'KEY' }],
    });
    expect(config.reports).toEqual({ teamSize: 5, effort: { rpm: 'M' } });
    expect(config.remedies).toEqual({
      repository: 'octo/operations',
      slos: ['build-completion'],
      labels: [],
      assignees: [],
    });
    expect(read('issues: { repository: o/r }').config.remedies?.slos).toBe(null);
  });

  it('has its mistakes told with their places', () => {
    const { problems } = read(`notifications:
  targets:
    - { name: hook, target: webhook, url_from: env:URL }
  quiet_hours: { from: '25:00', to: '07:00', time_zone: Mars/One }
`);
    const { problems: target } = read(
      'notifications: { targets: [{ name: hook, target: webhook, url_from: env:URL }] }',
    );

    expect(problems.map(({ path }) => path)).toEqual([
      'notifications.quiet_hours.from',
      'notifications.quiet_hours.time_zone',
    ]);
    expect(target).toMatchObject([
      { line: 1, path: 'notifications.targets.0', rule: 'target', message: 'key-from must be given for webhook' },
    ]);
  });
});
