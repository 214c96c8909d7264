import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import { problemsOf, withFile } from './config-problems.ts';
import { packageFiles } from './package-files.ts';

describe('the configuration file', () => {
  it('may be empty, or give a part', () => {
    expect(withFile('').settle).toEqual({ graceMs: 60_000, everyMs: 1000 });
    expect(withFile('# nothing\n').retention).toEqual({ days: 90, minutes: 90 });
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
      'c.yaml:1:1: unknown key "provider"; did you mean providers? allowed here: providers, kinds, states, expected, tests, labels, retention, settle, access, status_page, services, gate, notifications, reports, issues, public',
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
      'c.yaml:9:27: states must say when it applies: give text, name, when, steps or ran, got a map of keys',
      'c.yaml:9:57: contexts must be a text, got a map of keys',
      'c.yaml:10:1: unknown key "qwertyuiop"; allowed here: providers, kinds, states, expected, tests, labels, retention, settle, access, status_page, services, gate, notifications, reports, issues, public',
      'slos/a.yaml:42:15: target must be a ratio from 0 to below 1, got 98; write 0.98',
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

describe('what is public', () => {
  const open = (text: string) => withFile(text, { CISLO_PUBLIC: 'true' });

  it('is the number of every SLO and no repository, unless the file says otherwise', () => {
    expect(open('# nothing\n').public).toEqual({
      slos: ['build-completion', 'first-status', 'test-completion', 'webhook-acceptance'],
      repositories: [],
    });
    expect(open('public: { slos: [] }\n').public).toEqual({ slos: [], repositories: [] });
  });

  it('names SLOs that exist and repositories as owner/name', () => {
    const problems = problemsOf(
      { CISLO_CONFIG: 'c.yaml' },
      { 'c.yaml': 'public: { slos: [first-statis, webhooks], repositories: [octo] }\n' },
    );

    expect(problems).toContain('c.yaml:1:58: repositories must be owner/name, got "octo"');
  });

  it('gives the nearest SLO where a name is none', () => {
    const problems = problemsOf(
      { CISLO_CONFIG: 'c.yaml' },
      { 'c.yaml': 'public: { slos: [first-statis, webhooks] }\n' },
    );

    expect(problems.slice(1)).toEqual([
      'c.yaml: public.slos must be names of SLOs (build-completion, first-status, test-completion, webhook-acceptance), got "first-statis"; did you mean first-status?',
      'c.yaml: public.slos must be names of SLOs (build-completion, first-status, test-completion, webhook-acceptance), got "webhooks"',
    ]);
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
