import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import { settings } from '../../src/config/settings.ts';
import { app, pem, problemsOf } from './config-problems.ts';
import { packageFiles } from './package-files.ts';

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
      eventsToken: null,
      public: null,
      labels: { repository: { enabled: false, max: 50 } },
      retention: { days: 90, minutes: 90 },
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
        CISLO_EVENTS_TOKEN: 'fedcba9876543210',
        CISLO_PUBLIC: 'true',
        CISLO_CONFIG: 'c.yaml',
        CISLO_SLO_DIR: 'slos/',
      },
      packageFiles({
        'c.yaml':
          'labels: { repository: { enabled: true, max: 5 } }\nretention: { days: 366 }\nsettle: { grace: 2m, every: 5s }\npublic: { slos: [test-completion], repositories: [Octo/Hello] }\n',
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
      eventsToken: 'fedcba9876543210',
      public: { slos: ['test-completion'], repositories: ['octo/hello'] },
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
