import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import { problemsOf } from './config-problems.ts';
import { packageFiles } from './package-files.ts';

const client = { GITHUB_CLIENT_ID: 'Iv23.x', GITHUB_CLIENT_SECRET: 'secret' };
const read = (environment: Readonly<Record<string, string>>) => readConfig(environment, packageFiles());

describe('signing in', () => {
  it('is off without a client, and without the address that GitHub sends people back to', () => {
    expect([read({}).signIn, read(client).signIn]).toEqual([null, null]);
    expect(read({ CISLO_URL: 'https://cislo.example.org/' })).toMatchObject({
      signIn: null,
      publicUrl: 'https://cislo.example.org',
    });
  });

  it('is on with all three', () => {
    const { signIn } = read({
      ...client,
      CISLO_URL: 'https://cislo.example.org',
      CISLO_SESSION_SECRET: 's'.repeat(32),
    });

    expect(signIn).toEqual({
      clientId: 'Iv23.x',
      clientSecret: 'secret',
      publicUrl: 'https://cislo.example.org',
      sessionSecret: 's'.repeat(32),
    });
  });

  it.each([
    [{ GITHUB_CLIENT_ID: 'x' }, /GITHUB_CLIENT_SECRET is missing/],
    [{ GITHUB_CLIENT_SECRET: 'x' }, /GITHUB_CLIENT_ID is missing/],
    [{ CISLO_URL: 'https://x.example/path' }, /CISLO_URL must be/],
    [{ CISLO_URL: 'https://x.example/?a=b' }, /CISLO_URL must be/],
    [{ CISLO_SESSION_SECRET: 'short' }, /CISLO_SESSION_SECRET must be at least 32 characters, got something else/],
    [{ CISLO_GITHUB_URL: 'http://github.example' }, /CISLO_GITHUB_URL must be/],
    [{ CISLO_GITHUB_API_URL: 'ftp://github.example' }, /CISLO_GITHUB_API_URL must be/],
    [{ CISLO_PROXIES: '9' }, /CISLO_PROXIES must be a whole number from 0 to 5/],
  ])('%j stops the start', (environment, expected) => {
    expect(problemsOf(environment).join('\n')).toMatch(expected);
  });
});

describe('the addresses of GitHub', () => {
  it.each([
    [{}, 'https://github.com', 'https://api.github.com'],
    [{ GHE_HOST: 'ghe.example.com' }, 'https://ghe.example.com', 'https://ghe.example.com/api/v3'],
    [{ GHE_HOST: 'github.com' }, 'https://github.com', 'https://api.github.com'],
    [
      { CISLO_GITHUB_URL: 'http://127.0.0.1:9/', CISLO_GITHUB_API_URL: 'http://localhost:9/api/' },
      'http://127.0.0.1:9',
      'http://localhost:9/api',
    ],
  ])('by %j', (environment, url, apiUrl) => {
    expect(read(environment).github).toEqual({ url, apiUrl });
  });
});

describe('roles and the status page', () => {
  it('are read from the configuration file', () => {
    const text = `access: { admins: [Root], editors: [ed-itor] }
status_page:
  title: CI of octo
  contact: "#ci"
  announcements: [{ date: 2026-11-01, text: The runners move }]
`;
    const config = readConfig({ CISLO_CONFIG: 'c.yaml' }, packageFiles({ 'c.yaml': text }));

    expect(config.access).toEqual({ admins: ['root'], editors: ['ed-itor'] });
    expect(config.statusPage).toEqual({
      title: 'CI of octo',
      contact: '#ci',
      announcements: [{ date: '2026-11-01', at: Date.UTC(2026, 10, 1), text: 'The runners move' }],
    });
  });

  it('the status page shows every SLO but those that count events elsewhere and are not for everybody', () => {
    expect(read({}).publicView.slos).toEqual(read({}).objectives.map(({ name }) => name));
  });

  it('an SLO over events that were sent is on it only where it says so', () => {
    const sloOf = (name: string, annotations: string) => `apiVersion: openslo/v1
kind: SLO
metadata: { name: ${name}, annotations: ${annotations} }
spec:
  service: ci
  indicator:
    metadata: { name: ${name} }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { type: cislo, spec: { event: custom, where: "outcome = 'success'" } } }
        total: { metricSource: { type: cislo, spec: { event: custom } } }
  timeWindow: [{ duration: 1d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.9 }]
`;
    const files = {
      's/': 'a.yaml',
      's/a.yaml': [
        sloOf('silent', '{}'),
        sloOf('open', '{ cislo.dev/visible-to: public }'),
        sloOf('ours', '{ cislo.dev/visible-to: members }'),
      ].join('---\n'),
    };

    expect(readConfig({ CISLO_SLO_DIR: 's' }, packageFiles(files)).publicView.slos).toEqual(['open']);
  });
});
