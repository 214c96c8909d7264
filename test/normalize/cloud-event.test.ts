import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SentEvent } from '../../src/model/sent-event.ts';
import { readCloudEvent } from '../../src/normalize/cloud-event/read-cloud-event.ts';

const received = Date.UTC(2026, 2, 2, 12);
const hosts = ['github.com', 'ghe.example.com'];
const sha = 'a'.repeat(40);

function read(changes: Readonly<Record<string, unknown>>): SentEvent {
  const result = readCloudEvent({ specversion: '1.0', id: '1', source: '/ci', type: 't', ...changes }, hosts, received);
  if ('problem' in result) throw new Error(`${result.problem.field} ${result.problem.message}`);
  return result.event;
}

function problem(value: unknown): string {
  const result = readCloudEvent(value, hosts, received);
  return 'problem' in result ? `${result.problem.field}: ${result.problem.message}` : 'none';
}

function cdEvent(kind: string, content: unknown, customData: unknown = { sha }, more: object = {}): SentEvent {
  const data = { context: {}, subject: { id: 'run-1', content }, customData, ...more };
  return read({ type: `dev.cdevents.${kind}.0.2.0`, source: 'https://tekton.example.org/ns', data });
}

describe('an event', () => {
  it('is its attributes and its data; the time is when we received it where it has none', () => {
    expect(read({ subject: 's', data: { outcome: 'success', a: [1] } })).toMatchObject({
      eventId: '1',
      subject: 's',
      at: received,
      outcome: 'success',
      data: { outcome: 'success', a: [1] },
      repository: null,
      job: null,
    });
    expect(read({ time: '2026-03-02T10:00:00.5+01:00' }).at).toBe(Date.UTC(2026, 2, 2, 9, 0, 0, 500));
    expect(read({ data: 'text' })).toMatchObject({ data: 'text', outcome: null });
  });

  it.each([
    ['aGk=', 'text/plain', 'hi'],
    ['eyJhIjoxfQ==', undefined, { a: 1 }],
    ['eyJhIjoxfQ==', 'application/json; charset=utf-8', { a: 1 }],
    ['eyJh', 'application/json', 'eyJh'],
    ['/w==', 'application/octet-stream', '/w=='],
  ])('with bytes %s of %s carries them as JSON, as text, or as base64', (data_base64, datacontenttype, data) => {
    expect(read({ data_base64, datacontenttype }).data).toEqual(data);
  });

  it('keeps no character that the database cannot store', () => {
    expect(read({ data: { 'a\0': ['\ud800', 'ok', 1, null] } })).toMatchObject({
      data: { 'a\u{FFFD}': ['\u{FFFD}', 'ok', 1, null] },
      quirks: ['replaced_characters'],
    });
  });

  it.each<[string, unknown]>([
    [': must be a JSON object', 'x'],
    ["specversion: must be '1.0'", { id: '1', source: 's', type: 't' }],
    ['id: must be a text', { specversion: '1.0', source: 's', type: 't' }],
    ['id: must not be empty', { specversion: '1.0', id: '', source: 's', type: 't' }],
    ['source: must have at most 1024 characters', { specversion: '1.0', id: '1', source: 's'.repeat(1025), type: 't' }],
    ['type: must hold no control character', { specversion: '1.0', id: '1', source: 's', type: 'a\u0007' }],
    [
      'time: must be a time as in RFC 3339, such as 2026-03-01T12:00:00Z',
      { specversion: '1.0', id: '1', source: 's', type: 't', time: '1' },
    ],
    [
      'time: must be on the calendar, from 2007 to 2099',
      { specversion: '1.0', id: '1', source: 's', type: 't', time: '1999-01-01T00:00:00Z' },
    ],
    ['data_base64: must be base64', { specversion: '1.0', id: '1', source: 's', type: 't', data_base64: '?' }],
  ])('that is wrong is refused: %s', (message, value) => {
    expect(problem(value)).toBe(message);
  });

  it('of whatever shape is read or refused, but never throws', () => {
    const base = fc.record({
      specversion: fc.constant('1.0'),
      id: fc.constant('1'),
      source: fc.string(),
      type: fc.constantFrom(
        't',
        'dev.cdevents.build.finished.0.1.0',
        'dev.cdevents.',
        'dev.cdevents.taskrun.started.0.1.0',
      ),
      data: fc.anything(),
      time: fc.anything(),
    });
    fc.assert(fc.property(fc.oneof(fc.anything(), base), (value) => void readCloudEvent(value, hosts, received)));
  });
});

describe('the repository of an event', () => {
  it.each<[unknown, string, unknown]>([
    [{ repository: 'octo/repo' }, '/ci', { host: null, fullName: 'octo/repo' }],
    [{ repository: { full_name: 'octo/repo' } }, '/ci', { host: null, fullName: 'octo/repo' }],
    [
      { repository: { url: 'https://ghe.example.com/octo/repo.git' } },
      '/ci',
      { host: 'ghe.example.com', fullName: 'octo/repo' },
    ],
    [
      { customData: { repository: 'https://api.github.com/repos/octo/repo' } },
      '/ci',
      { host: 'github.com', fullName: 'octo/repo' },
    ],
    [{ subject: { content: { repository: { id: 'octo/repo' } } } }, '/ci', { host: null, fullName: 'octo/repo' }],
    [
      { context: { source: 'https://github.com/octo/repo/actions' } },
      '/ci',
      { host: 'github.com', fullName: 'octo/repo' },
    ],
    [null, 'https://github.com/octo/repo', { host: 'github.com', fullName: 'octo/repo' }],
    [null, 'https://github.com/octo', null],
    [null, 'https://elsewhere.example/octo/repo', null],
    [{ repository: 'a word' }, '/ci', null],
  ])('%j of %s is named', (data, source, repository) => {
    expect(read({ data, source }).repository).toEqual(repository);
  });
});

describe('a CDEvent of a run', () => {
  it.each<[string, unknown, object]>([
    [
      'pipelinerun.queued',
      { pipelineName: 'ship' },
      { name: 'ship', phase: 'queued', conclusion: null, queuedAt: received },
    ],
    ['taskrun.started', { taskName: 'lint' }, { name: 'lint', phase: 'started', startedAt: received }],
    [
      'pipelinerun.finished',
      { outcome: 'failure', errors: 'e' },
      { name: 'pipelinerun', phase: 'final', conclusion: 'failure', text: 'e' },
    ],
    [
      'testcaserun.finished',
      { testCase: { id: '1' }, outcome: 'fail' },
      { name: 'test case: 1', conclusion: 'failure' },
    ],
    ['testcaserun.skipped', { testCase: { name: 'x' } }, { name: 'test case: x', conclusion: 'skipped' }],
    [
      'testsuiterun.finished',
      { testSuite: { name: 'x' }, outcome: 'cancel', reason: 'r' },
      { name: 'test suite: x', conclusion: 'cancelled', text: 'r' },
    ],
    ['build.finished', { artifactId: 'a' }, { name: 'build', conclusion: 'success' }],
    ['build.finished', {}, { name: 'build', conclusion: '' }],
    [
      'taskrun.finished',
      { outcome: 'error' },
      { conclusion: 'error', finishedAt: received, app: 'tekton.example.org' },
    ],
  ])('%s %j is a report of a job', (kind, content, job) => {
    expect(cdEvent(kind, content).job).toMatchObject({ type: 'job', source: 'cdevent', headSha: sha, ...job });
  });

  it('has an outcome in our words', () => {
    expect(cdEvent('taskrun.finished', { outcome: 'Pass' }).outcome).toBe('success');
    expect(cdEvent('taskrun.finished', { outcome: 'toString' }).outcome).toBeNull();
    expect(cdEvent('build.finished', {}, { sha, outcome: 'error' }).outcome).toBe('error');
  });

  it('is known by its id, and one without an id by its name', () => {
    const [first, second] = [cdEvent('taskrun.started', {}), cdEvent('taskrun.finished', {})];

    expect(first.job?.externalId).toBeGreaterThan(0);
    expect(second.job?.externalId).toBe(first.job?.externalId);
    expect(cdEvent('taskrun.started', {}, { sha }, { subject: {} }).job?.externalId).toBeNull();
  });

  it.each(['commit', 'head_sha', 'revision'])('names its commit as %s too', (field) => {
    expect(cdEvent('taskrun.started', {}, { [field]: sha }).job?.headSha).toBe(sha);
  });

  it('without a commit is no report, and has a quirk', () => {
    expect(cdEvent('taskrun.started', {}, {})).toMatchObject({ job: null, quirks: ['missing_commit'] });
  });

  it.each(['artifact.published', 'taskrun.dreamt', 'valueof.started', 'change'])(
    'of another kind is no report: %s',
    (kind) => {
      expect(cdEvent(kind, {})).toMatchObject({ job: null, quirks: [] });
    },
  );

  it('is of the CI system that its source names', () => {
    const of = (source: string) =>
      read({ source, type: 'dev.cdevents.taskrun.started.0.2.0', data: { customData: { sha } } }).job?.app;

    expect([of('/tekton/ns'), of('jenkins'), of('urn:x'), of('https:')]).toEqual(['tekton', 'jenkins', 'urn:x', null]);
  });
});
