import { describe, expect, it } from 'vitest';
import { readDelivery } from '../../src/normalize/read-delivery.ts';
import {
  at,
  checkRunPayload,
  delivery,
  hosts,
  jobPayload,
  read,
  receivedAt,
  repository,
  statusPayload,
  timedGuid,
} from './support/payloads.ts';

describe('a delivery', () => {
  it.each([['check_suite'], ['push'], ['merge_group'], ['installation'], ['installation_repositories'], ['ping']])(
    'of the event %s is recorded with its repository',
    (event) => {
      expect(read(event, { action: 'requested', repository })).toMatchObject({
        result: 'recorded',
        repository: { id: 4711 },
        action: 'requested',
        observation: null,
        quirks: [],
      });
    },
  );

  it.each([['installation'], ['installation_repositories'], ['ping'], ['check_suite']])(
    'of the event %s without a repository is ignored',
    (event) => {
      expect(read(event, { action: 'created', repositories: [repository] })).toEqual({
        result: 'ignored',
        reason: 'no_repository',
      });
    },
  );

  it.each([['issues'], ['unknown'], [''], ['constructor'], ['__proto__'], ['Pull_Request']])(
    'of the event %j is ignored',
    (event) => {
      expect(read(event, { repository })).toEqual({ result: 'ignored', reason: 'event' });
      expect(read(event, null)).toEqual({ result: 'ignored', reason: 'event' });
    },
  );

  it.each([[null], [undefined], [true], [7], ['text'], [[]], [[{ repository }]]])(
    'whose body is %j is ignored',
    (payload) => {
      expect(read('status', payload)).toEqual({ result: 'ignored', reason: 'shape' });
    },
  );

  it('names every quirk once', () => {
    const normalized = read('check_run', checkRunPayload({ name: 'a\0', output: { title: 'b\0' }, html_url: 'c\0' }));

    expect(normalized).toMatchObject({ quirks: ['replaced_characters'], observation: { name: 'a\u{FFFD}' } });
  });

  it('names the quirks of the repository, too', () => {
    expect(read('status', statusPayload({ repository: { full_name: 'a/b' }, created_at: 'soon' }))).toMatchObject({
      quirks: ['missing_repository_id', 'absurd_time'],
      observation: { at: at('12:00:00') },
    });
  });

  it('does not find fields that only objects in general have', () => {
    const payload = JSON.parse('{"__proto__":{"repository":{"id":1,"full_name":"a/b"}},"constructor":{}}');

    expect(read('status', payload)).toEqual({ result: 'ignored', reason: 'no_repository' });
  });

  it('survives deep nesting', () => {
    const depth = 5000;
    const steps = JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

    expect(read('workflow_job', jobPayload({ steps, labels: steps }))).toMatchObject({ result: 'observed' });
  });
});

describe('a line of the log', () => {
  it('holds the delivery, its times and its observation', () => {
    const lines = readDelivery(delivery('status', statusPayload(), { guid: timedGuid }), { hosts });

    expect(lines).toMatchObject([
      {
        guid: timedGuid,
        event: 'status',
        action: null,
        receivedAt,
        sentAt: at('12:00:20.500'),
        repository: { fullName: 'acme/rocket' },
        observation: { type: 'job' },
        quirks: [],
      },
    ]);
  });

  it('does not know when a delivery was made whose GUID does not tell', () => {
    expect(readDelivery(delivery('push', { repository }), { hosts })).toMatchObject([
      { sentAt: null, observation: null },
    ]);
  });

  it('is not written for a delivery that is ignored', () => {
    expect(readDelivery(delivery('issues', {}), { hosts })).toEqual({ ignored: 'event' });
  });
});
