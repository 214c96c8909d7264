import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import { isLoopback } from '../../src/config/read-credentials.ts';
import type { Environment } from '../../src/config/read-settings.ts';
import { settings } from '../../src/config/settings.ts';
import { CisloError } from '../../src/model/error.ts';
import { packageFiles } from './package-files.ts';

const pem = '-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----';
const app = { APP_ID: '12345', PRIVATE_KEY: pem, WEBHOOK_SECRET: 'one' };

/** The problems that a start would print, one a line. */
function problemsOf(environment: Environment, more: Readonly<Record<string, string>> = {}): readonly string[] {
  try {
    readConfig(environment, packageFiles(more));
  } catch (error) {
    expect(error).toBeInstanceOf(CisloError);
    expect((error as CisloError).code).toBe('bad_settings');
    return (error as CisloError).message.split('\n').map((line) => line.trim());
  }
  return [];
}

function withFile(text: string, environment: Environment = {}) {
  return readConfig({ CISLO_CONFIG: 'c.yaml', ...environment }, packageFiles({ 'c.yaml': text }));
}

describe('without any setting', () => {
  it('cislo runs in set-up mode, on loopback, on the embedded database, with the built-in objectives', () => {
    const config = readConfig({}, packageFiles());

    expect(config).toMatchObject({
      app: null,
      webhookSecrets: [],
      webhookPath: '/api/github/webhooks',
      webhookProxyUrl: null,
      hosts: ['github.com'],
      gheHost: null,
      port: 3000,
      bindHost: '127.0.0.1',
      logLevel: 'info',
      logFormat: 'json',
      databaseUrl: null,
      dataDir: './data',
      metricsToken: null,
      public: false,
      labels: { repository: { enabled: false, max: 50 } },
      retention: { days: 90 },
      settle: { graceMs: 60_000, everyMs: 1000 },
    });
    expect(config.objectives.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['build-completion', 'first-status', 'test-completion']),
    );
    expect(config.rules.providers.map(({ name }) => name)).toContain('packit-as-a-service');
    expect(config.rulesHash).toMatch(/^[0-9a-f]{32}$/);
  });

  it('an empty variable counts as not set', () => {
    const empty = Object.fromEntries(settings.filter(({ secret }) => !secret).map(({ name }) => [name, '']));

    expect(JSON.stringify(readConfig(empty, packageFiles()))).toBe(JSON.stringify(readConfig({}, packageFiles())));
  });
});

describe('every setting', () => {
  it('is taken', () => {
    const config = readConfig(
      {
        ...app,
        WEBHOOK_PATH: '/hooks',
        WEBHOOK_PROXY_URL: 'https://smee.io/x',
        GHE_HOST: 'GHE.example.com',
        PORT: '0',
        HOST: '0.0.0.0',
        LOG_LEVEL: 'debug',
        LOG_FORMAT: 'pretty',
        DATABASE_URL: 'postgresql://u:p@db/cislo',
        CISLO_DATA_DIR: '/var/lib/cislo',
        CISLO_METRICS_TOKEN: '0123456789abcdef',
        CISLO_PUBLIC: 'true',
        CISLO_CONFIG: 'c.yaml',
        CISLO_SLO_DIR: 'slos/',
      },
      packageFiles({
        'c.yaml':
          'labels: { repository: { enabled: true, max: 5 } }\nretention: { days: 366 }\nsettle: { grace: 2m, every: 5s }\n',
        'slos//': 'b.yml\nREADME.md\na.yaml',
        'slos/a.yaml': packageFiles().readFile(`${packageFiles().packageFolder}/slos/first-status.yaml`),
        'slos/b.yml': packageFiles()
          .readFile(`${packageFiles().packageFolder}/slos/test-completion.yaml`)
          .replace('30d', '366d'),
      }),
    );

    expect(config).toMatchObject({
      app: { id: 12_345, privateKey: pem },
      webhookSecrets: ['one'],
      webhookPath: '/hooks',
      webhookProxyUrl: 'https://smee.io/x',
      hosts: ['github.com', 'ghe.example.com'],
      gheHost: 'ghe.example.com',
      port: 0,
      bindHost: '0.0.0.0',
      logLevel: 'debug',
      logFormat: 'pretty',
      databaseUrl: 'postgresql://u:p@db/cislo',
      dataDir: '/var/lib/cislo',
      metricsToken: '0123456789abcdef',
      public: true,
      labels: { repository: { enabled: true, max: 5 } },
      retention: { days: 366 },
      settle: { graceMs: 120_000, everyMs: 5000 },
    });
    expect(config.objectives.map(({ name, file }) => [name, file])).toEqual([
      ['first-status', 'slos/a.yaml'],
      ['test-completion', 'slos/b.yml'],
    ]);
  });

  it('has a default that is allowed, and words for what it is', () => {
    for (const { name, fallback, allowed, description, isAllowed } of settings) {
      expect([name, fallback === null || isAllowed(fallback)]).toEqual([name, true]);
      expect(`${allowed} ${description}`).not.toMatch(/undefined|\n/);
    }
    expect(new Set(settings.map(({ name }) => name)).size).toBe(settings.length);
  });

  it('that is wrong is named with its value and what is allowed, all in one message', () => {
    const wrong = {
      APP_ID: '0',
      PRIVATE_KEY: 'hush',
      WEBHOOK_PATH: 'hooks',
      WEBHOOK_PROXY_URL: 'smee',
      GHE_HOST: 'https://ghe.example.com',
      PORT: '65536',
      HOST: 'a b',
      LOG_LEVEL: 'loud',
      LOG_FORMAT: 'xml',
      DATABASE_URL: 'mysql://root:hush@db/x',
      CISLO_DATA_DIR: ' ',
      CISLO_METRICS_TOKEN: 'hush',
      CISLO_PUBLIC: 'yes',
      CISLO_CONFIG: 'nowhere.yaml',
      CISLO_SLO_DIR: '/nowhere',
    };

    const lines = problemsOf(wrong);

    expect(lines[0]).toBe('15 settings are wrong:');
    expect(
      lines
        .slice(1)
        .map((line) => line.split(' ')[1])
        .sort(),
    ).toEqual(Object.keys(wrong).sort());
    expect(lines).toContain('environment: PORT must be a whole number from 0 to 65535, got "65536"');
    expect(lines).toContain('environment: LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, got "loud"');
    expect(lines).toContainEqual(
      expect.stringMatching(/^environment: CISLO_CONFIG must be readable, got "nowhere.yaml" \(ENOENT/),
    );
    expect(lines.join('\n')).not.toContain('hush');
  });

  it('with a single mistake says so', () => {
    expect(problemsOf({ PORT: 'x' })[0]).toBe('One setting is wrong:');
  });
});

describe('credentials', () => {
  it.each([
    ['line breaks written as \\n', pem.replaceAll('\n', '\\n')],
    ['Windows line ends', `${pem.replaceAll('\n', '\r\n')}\r\n`],
    ['base64', Buffer.from(pem).toString('base64')],
  ])('take a key with %s', (_form, key) => {
    expect(readConfig({ ...app, PRIVATE_KEY: key }, packageFiles()).app?.privateKey).toBe(pem);
  });

  it('take a key from a file', () => {
    const { PRIVATE_KEY: _, ...rest } = app;
    const environment = { ...rest, PRIVATE_KEY_PATH: 'key.pem' };

    expect(readConfig(environment, packageFiles({ 'key.pem': `${pem}\n` })).app?.privateKey).toBe(pem);
    expect(problemsOf(environment, { 'key.pem': 'nonsense' })).toContain(
      'environment: PRIVATE_KEY_PATH must be a file with a PEM private key, got "key.pem"',
    );
    expect(problemsOf(environment)).toEqual([
      'One setting is wrong:',
      expect.stringContaining('PRIVATE_KEY_PATH must be readable, got "key.pem"'),
    ]);
  });

  it('keep several secrets, newest first, while one is rotated', () => {
    expect(
      readConfig({ WEBHOOK_SECRET: 'new\n', CISLO_WEBHOOK_SECRET_OLD: 'old\nolder\n' }, packageFiles()).webhookSecrets,
    ).toEqual(['new', 'old', 'older']);
  });

  it('in part are a mistake', () => {
    expect(problemsOf({ APP_ID: '1' }).slice(1)).toEqual([
      'environment: PRIVATE_KEY or PRIVATE_KEY_PATH is missing; APP_ID needs one of them',
      "environment: WEBHOOK_SECRET is missing; it is the App's webhook secret",
    ]);
    expect(problemsOf({ PRIVATE_KEY: pem }).slice(1)).toEqual([
      'environment: APP_ID is missing or wrong; the private key is of no use without it',
    ]);
    expect(problemsOf({ CISLO_WEBHOOK_SECRET_OLD: 'x' }).slice(1)).toEqual([
      'environment: WEBHOOK_SECRET is missing; CISLO_WEBHOOK_SECRET_OLD only adds to it',
    ]);
  });

  it('never hold an empty secret', () => {
    expect(problemsOf({ WEBHOOK_SECRET: '' }).slice(1)).toEqual([
      'environment: WEBHOOK_SECRET must be not empty, got nothing',
    ]);
    expect(problemsOf({ WEBHOOK_SECRET: ' ' }).slice(1)).toEqual([
      'environment: WEBHOOK_SECRET must be not empty, got something else (not shown)',
    ]);
  });

  it('hold the secret that everyone knows on loopback only', () => {
    expect(problemsOf({ WEBHOOK_SECRET: 'development' })).toEqual([]);
    expect(
      problemsOf({ WEBHOOK_SECRET: 'x', CISLO_WEBHOOK_SECRET_OLD: 'development', HOST: '0.0.0.0' }).slice(1),
    ).toEqual([
      'environment: WEBHOOK_SECRET must not be "development" when HOST is not loopback; everyone knows it. Write a long random one',
    ]);
  });

  it.each(['127.0.0.1', '127.9.9.9', '::1', 'localhost'])('know %s for loopback', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '10.0.0.1', 'example.com', '127.example.com'])('know %s for elsewhere', (host) => {
    expect(isLoopback(host)).toBe(false);
  });

  it('never show a secret in a message, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('PRIVATE_KEY', 'CISLO_METRICS_TOKEN', 'DATABASE_URL'),
        fc.stringMatching(/^\[[0-9]{4,9} \]$/),
        (name, secret) => {
          const lines = problemsOf({ [name]: secret });

          expect(lines).toHaveLength(2);
          expect(lines.join('\n')).not.toContain(secret);
        },
      ),
    );
  });
});

describe('the configuration file', () => {
  it('may be empty, or give a part', () => {
    expect(withFile('').settle).toEqual({ graceMs: 60_000, everyMs: 1000 });
    expect(withFile('# nothing\n').retention).toEqual({ days: 90 });
    expect(withFile('labels: { repository: { enabled: true } }').labels.repository).toEqual({ enabled: true, max: 50 });
  });

  it('brings rules that come first', () => {
    const config = withFile(
      'kinds: [{ name: ^special, kind: deploy }]\nexpected: [{ repository: "o/*", providers: [jenkins] }]',
    );

    expect(config.rules.kinds[0]?.name.test('Special build')).toBe(true);
    expect(config.rules.expected[0]?.providers).toEqual(['jenkins']);
    expect(config.rulesHash).not.toBe(readConfig({}, packageFiles()).rulesHash);
  });

  it('has its problems listed with their places, beside those of variables and SLO files', () => {
    const text = [
      'provider: []',
      'kinds:',
      "  - { name: '(a+)+', kind: tests }",
      'retention: { days: 5 }',
      "labels: { repository: { enabled: 'yes', max: 1.5 } }",
      'expected: [{ repository: foo }]',
      'settle: { grace: 2y, every: [1] }',
      'providers:',
      '  - { name: any, states: [{ state: error }], contexts: [{}] }',
      'qwertyuiop: 1',
    ].join('\n');
    const slo = packageFiles()
      .readFile(`${packageFiles().packageFolder}/slos/build-completion.yaml`)
      .replace('0.98', '98');
    const files = { 'c.yaml': text, 'slos/': 'a.yaml', 'slos/a.yaml': slo };

    expect(problemsOf({ PORT: 'x', CISLO_CONFIG: 'c.yaml', CISLO_SLO_DIR: 'slos' }, files)).toEqual([
      '16 settings are wrong:',
      'environment: PORT must be a whole number from 0 to 65535, got "x"',
      'c.yaml:1:1: unknown key "provider"; did you mean providers? allowed here: providers, kinds, expected, labels, retention, settle',
      'c.yaml:3:13: name must not repeat a group that holds a choice or a repetition; it can take for ever, got "(a+)+"',
      'c.yaml:3:28: kind must be build or test or deploy or other, got "tests"; did you mean test?',
      'c.yaml:4:20: days must be a whole number from 8 to 3650, got 5',
      'c.yaml:5:34: enabled must be true or false, got "yes"',
      'c.yaml:5:46: max must be a whole number from 1 to 1000, got 1.5',
      'c.yaml:6:12: providers is missing; it must be a list',
      'c.yaml:6:26: repository must be owner/name, owner/* or *, got "foo"',
      'c.yaml:7:18: grace must be a whole number and one of s m h d w, from 1s to 1h, got "2y"',
      'c.yaml:7:29: every must be a text, got a list',
      'c.yaml:9:13: name must be 1 to 63 lower-case letters, digits, dots, hyphens and underscores (and not "any"), got "any"',
      'c.yaml:9:27: states must say when it applies: give text, name or when, got a map of keys',
      'c.yaml:9:57: contexts must be a text, got a map of keys',
      'c.yaml:10:1: unknown key "qwertyuiop"; allowed here: providers, kinds, expected, labels, retention, settle',
      'slos/a.yaml:41:15: target must be a ratio above 0 and below 1, got 98; write 0.98',
    ]);
  });

  it('is one document that is a map of keys', () => {
    expect(problemsOf({ CISLO_CONFIG: 'c.yaml' }, { 'c.yaml': '[1]' }).slice(1)).toEqual([
      'c.yaml:1:1: the document must be a map of keys, got a list',
    ]);
    expect(problemsOf({ CISLO_CONFIG: 'c.yaml' }, { 'c.yaml': '{}\n---\n{}\n' }).slice(1)).toEqual([
      'c.yaml:3:1: a second document begins here; this file holds one',
    ]);
    expect(problemsOf({ CISLO_CONFIG: 'c.yaml' }, { 'c.yaml': 'a: [' })[1]).toContain('c.yaml:1:5: not valid YAML');
  });
});

describe('retention', () => {
  const slo = packageFiles().readFile(`${packageFiles().packageFolder}/slos/build-completion.yaml`);
  const quarter = slo.replace(
    'duration: 30d\n      isRolling: true',
    "duration: 1Q\n      calendar: { startTime: '2026-01-01 00:00:00', timeZone: UTC }",
  );

  it('covers the longest SLO window', () => {
    const files = { 'slos/': 'a.yaml', 'slos/a.yaml': quarter, 'c.yaml': 'retention: { days: 92 }' };

    expect(problemsOf({ CISLO_SLO_DIR: 'slos' }, files).slice(1)).toEqual([
      'environment: retention.days must be at least the longest SLO window (92 days), got 90',
    ]);
    expect(problemsOf({ CISLO_SLO_DIR: 'slos', CISLO_CONFIG: 'c.yaml' }, files)).toEqual([]);
    expect(
      problemsOf(
        { CISLO_SLO_DIR: 'slos', CISLO_CONFIG: 'c.yaml' },
        { ...files, 'c.yaml': 'retention: { days: 8 }' },
      ).slice(1),
    ).toEqual(['c.yaml: retention.days must be at least the longest SLO window (92 days), got 8']);
  });
});

describe('the folder of SLO files', () => {
  it('without any is a mistake', () => {
    expect(problemsOf({ CISLO_SLO_DIR: 'slos' }, { 'slos/': 'README.md' }).slice(1)).toEqual([
      'environment: CISLO_SLO_DIR must be a folder with at least one .yaml or .yml file, got "slos"',
    ]);
  });

  it('with a file that cannot be read says which', () => {
    expect(problemsOf({ CISLO_SLO_DIR: 'slos' }, { 'slos/': 'gone.yaml' }).slice(1)).toEqual([
      expect.stringContaining('environment: CISLO_SLO_DIR must be readable, got "slos/gone.yaml" (ENOENT'),
    ]);
  });

  it('that cannot be read says why, whatever was thrown', () => {
    const files = {
      ...packageFiles(),
      listFolder: (): readonly string[] => {
        throw 'no luck';
      },
    };

    expect(() => readConfig({ CISLO_SLO_DIR: 'slos' }, files)).toThrow(
      'CISLO_SLO_DIR must be readable, got "slos" (no luck)',
    );
  });
});
