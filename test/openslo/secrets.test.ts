import { describe, expect, it } from 'vitest';
import { objectText, problemsIn, warningsIn } from './read-text.ts';

const dataSource = (details: string) => objectText('DataSource', `{ type: x, connectionDetails: ${details} }`);

describe('a secret in plain text', () => {
  it.each([
    ['password', '{ password: hunter2 }'],
    ['password', '{ auth: [{ password: 1234 }] }'],
    ['secretAccessKey', '{ secretAccessKey: abc }'],
    ['api_key', '{ api_key: abc }'],
    ['tokenValue', '{ tokenValue: abc }'],
    ['url', '{ url: "http://me:hunter2@127.0.0.1:9090" }'],
    ['header', '{ header: Bearer abcdefghijk }'],
    ['key', '{ key: ghp_abcdefghijk }'],
    ['key', '{ key: "-----BEGIN RSA PRIVATE KEY-----" }'],
    ['password', '{ password: env:NOT A NAME }'],
  ])('is found under %s in %j, and not shown', (key, details) => {
    const [problem, ...rest] = problemsIn(dataSource(details));

    expect(problem).toMatch(/ secret .*: (\w+) holds a secret in plain text; write env:NAME/);
    expect(problem).toContain(`: ${key} holds`);
    expect(problem).not.toContain('hunter2');
    expect(rest).toEqual([]);
  });

  it.each([
    '{ password: env:DB_PASSWORD, url: "http://127.0.0.1:9090" }',
    '{ secretAccessKey: secretAccessKey, accessKeyID: accessKey }',
    '{ tokenUrl: "https://example.com/token", secretName: mine, passwordFile: /run/x, token: "" }',
    '{ user: me, retries: 3, secure: true }',
    'http://127.0.0.1:9090',
  ])('is not seen in %j', (details) => {
    expect(problemsIn(dataSource(details))).toEqual([]);
  });

  it('is found in a notification target', () => {
    const hook = 'https://hooks.slack.com/services/T0/B0/abc';
    const target = (spec: string, annotations: string) =>
      problemsIn(objectText('AlertNotificationTarget', spec, `{ name: x, annotations: ${annotations} }`));

    expect(target('{ target: slack }', '{ cislo.dev/url-from: env:HOOK }')).toEqual([]);
    expect(target('{ target: slack }', `{ cislo.dev/url-from: "${hook}" }`)).toEqual([
      expect.stringContaining(' secret '),
    ]);
    expect(target('{ target: slack }', '{ cislo.dev/key-from: abc }')).toEqual([expect.stringContaining(' secret ')]);
    expect(target(`{ target: "${hook}" }`, '{}')).toEqual([expect.stringContaining('target holds a secret')]);
  });

  it('in a query is a warning, because the specification itself shows one', () => {
    const sli = objectText('SLI', '{ thresholdMetric: { metricSource: { type: x, spec: { password: abc } } } }');

    expect(problemsIn(sli)).toEqual([]);
    expect(warningsIn(sli)).toEqual([expect.stringContaining('password holds a secret in plain text')]);
  });
});
