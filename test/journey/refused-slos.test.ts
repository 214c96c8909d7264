import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/app-server.ts';
import { askFor, builds, named } from './support/slo-documents.ts';

let server: TestServer;
const ask = (method: string, path: string, ...rest: readonly [string?, Record<string, string>?]) =>
  askFor(method, server.url + path, ...rest);

beforeAll(async () => {
  server = await startTestServer();
  await ask('POST', '/api/slos', named(builds, 'mine'));
});
afterAll(() => server.stop());

describe('what cannot be stored', () => {
  it.each([
    ['no YAML', 'a: [', 422, '"rule":"yaml"'],
    ['nothing', '', 422, 'holds no document'],
    ['two SLOs', `${named(builds, 'one')}\n---\n${named(builds, 'other')}`, 422, 'holds one, other'],
    ['a broken condition', named(builds, 'one').replace("state in ('success'", "state on ('success'"), 422, '"line":2'],
    [
      'a reference to nothing',
      named(builds, 'one').replace('service: ci', 'service: ci\n  alertPolicies:\n    - alertPolicyRef: none'),
      422,
      'none',
    ],
    ['the name of a file', builds, 409, 'comes from the file'],
    ['a name that exists', named(builds, 'mine'), 409, 'already'],
  ])('%s', async (_what, document, status, told) => {
    const answer = await ask('POST', '/api/slos', document);

    expect(answer.text).toContain(told);
    expect(answer.status).toBe(status);
  });

  it('every problem is told, with its line', async () => {
    const document = named(builds, 'one').replace('target: 0.98', 'target: 98').replace('30d', '30 days');

    const { json } = await ask('POST', '/api/slos', document);

    expect(json.problems).toHaveLength(2);
    for (const problem of json.problems)
      expect(problem).toMatchObject({
        line: expect.any(Number),
        column: expect.any(Number),
        path: expect.any(String),
        rule: expect.any(String),
        message: expect.any(String),
      });
  });

  it.each([
    ['another media type', { 'content-type': 'text/plain' }, 415],
    ['no media type', { 'content-type': '' }, 415],
    ['a page of another site', { 'content-type': 'application/yaml', origin: 'https://evil.example' }, 403],
  ])('%s', async (_what, headers, status) => {
    expect((await ask('POST', '/api/slos', named(builds, 'new'), headers)).status).toBe(status);
    expect((await ask('GET', '/api/slos/new')).status).toBe(404);
  });

  it('another name than that of the address, and an SLO that is not there', async () => {
    const other = await ask('PUT', '/api/slos/mine', named(builds, 'yours'));
    const unknown = await ask('PUT', '/api/slos/unknown', named(builds, 'unknown'));

    expect([other.status, unknown.status]).toEqual([422, 404]);
    expect(other.text).toContain('metadata.name is yours');
  });

  it('an SLO whose other system does not answer has no preview', async () => {
    const query = (text: string) => `{ metricSource: { metricSourceRef: m, spec: { query: ${text} } } }`;
    const document = `
apiVersion: openslo/v1
kind: DataSource
metadata: { name: m }
spec: { type: Prometheus, connectionDetails: { url: http://127.0.0.1:1 } }
---
apiVersion: openslo/v1
kind: SLO
metadata: { name: measured }
spec:
  service: ci
  indicator:
    metadata: { name: measured }
    spec: { ratioMetric: { counter: true, good: ${query('good_total')}, total: ${query('all_total')} } }
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.9 }]
`;

    const { status, text } = await ask('POST', '/api/slos/preview', document);

    expect(text).toContain('127.0.0.1:1');
    expect(status).toBe(502);
  });
});
