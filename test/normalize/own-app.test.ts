import { describe, expect, it } from 'vitest';
import { normalize } from '../../src/normalize/normalize.ts';
import { checkRunPayload, delivery, hosts, jobPayload, repository, sha, statusPayload } from './support/payloads.ts';

const own = { id: 42, slug: 'our-gate' };
const bot = { login: 'Our-Gate[bot]' };

/** Does a delivery tell anything, when we are this App? */
function tells(
  event: string,
  payload: unknown,
  ownApp: { id: number; slug: string | null } | undefined = own,
): boolean {
  const normalized = normalize(delivery(event, payload), { hosts, ownApp });
  return normalized.result === 'observed';
}

describe('what the own App says', () => {
  it.each([
    ['a check', 'check_run', checkRunPayload({ app: { id: 42 } })],
    [
      'a check suite',
      'check_suite',
      { check_suite: { head_sha: sha, head_commit: { message: '[skip ci]' }, app: { id: 42 } }, repository },
    ],
    ['a commit status of its bot', 'status', statusPayload({ sender: bot })],
    ['a check without an App that its bot sent', 'check_run', checkRunPayload({ app: {} }, { sender: bot })],
  ])('is no report: %s', (_what, event, payload) => {
    expect(tells(event, payload)).toBe(false);
  });

  it.each([
    ['a check of another App, whoever sent it', 'check_run', checkRunPayload({ app: { id: 43 } }, { sender: bot })],
    ['a commit status of another account', 'status', statusPayload()],
    ['a commit status of nobody', 'status', statusPayload({ sender: null })],
    ['an Actions job, whoever began it', 'workflow_job', jobPayload({}, { sender: bot })],
  ])('is not %s', (_what, event, payload) => {
    expect(tells(event, payload)).toBe(true);
  });

  it('is known by its id alone while its slug is not known', () => {
    expect(tells('status', statusPayload({ sender: bot }), { id: 42, slug: null })).toBe(true);
    expect(tells('check_run', checkRunPayload({ app: { id: 42 } }), { id: 42, slug: null })).toBe(false);
  });

  it('is a report like any other where nobody says who we are', () => {
    expect(normalize(delivery('status', statusPayload({ sender: bot })), { hosts })).toMatchObject({
      result: 'observed',
    });
  });
});
