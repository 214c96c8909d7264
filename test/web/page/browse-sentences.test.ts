import { describe, expect, it } from 'vitest';
import { revisionSentence } from '../../../src/web/page/browse/revision-page.tsx';
import { runSentence } from '../../../src/web/page/browse/run-page.tsx';
import { serviceSentence } from '../../../src/web/page/browse/service-routes.tsx';
import { someRevision, someRun } from '../../support/fake-store.ts';
import { reading } from '../../support/reading.ts';

const now = Date.UTC(2026, 0, 6, 12);

describe('sentences', () => {
  const run = { ...someRun, kind: 'build' as const, headSha: 'a'.repeat(40) };

  it.each([
    [{ state: 'queued', finishedAt: null, queuedAt: now - 5000 }, 'is queued for 5 s'],
    [{ state: 'waiting', finishedAt: null, queuedAt: now - 5000 }, 'waits for a person for 5 s'],
    [{ state: 'started', finishedAt: null, startedAt: now - 9000 }, 'runs for 9 s'],
    [{ state: 'started', finishedAt: null, startedAt: null, queuedAt: now - 4000 }, 'runs for 4 s'],
    [
      { state: 'success', finishedAt: now, queueMs: 1000, runMs: 2000, errorReason: null },
      'after 1 s in the queue and 2 s of running.',
    ],
    [
      { state: 'error', finishedAt: now, queueMs: null, runMs: null, errorReason: 'gone' },
      'ended in error at 2026-01-06 12:00 UTC: gone.',
    ],
    [
      { state: 'success', finishedAt: now, queueMs: null, runMs: null, errorReason: null, kind: 'other' },
      'This job of',
    ],
  ] as const)('of a run in %j', (state, expected) => {
    const text = runSentence({ run: { ...run, ...state }, repository: 'octo/hello' }, now).replaceAll('\u00a0', ' ');

    expect(text).toContain(expected);
  });

  it.each([
    [{ firstStatusMs: null, provider: 'any' }, 'nobody has answered yet'],
    [{ firstStatusMs: null, provider: 'jenkins' }, 'jenkins has not answered yet'],
    [{ firstStatusMs: 3000, provider: 'any', firstStatusBy: 'jenkins' }, 'jenkins answered first, after 3 s'],
    [{ firstStatusMs: 3000, provider: 'jenkins', firstStatusBy: null }, 'jenkins answered first'],
  ] as const)('of a change with %j', (revision, expected) => {
    expect(revisionSentence({ revision: { ...someRevision, ...revision } }).replaceAll('\u00a0', ' ')).toContain(
      expected,
    );
  });

  it.each([
    ['healthy', 'healthy', 'is well: none'],
    ['healthy', 'exhausted', 'is well, but upstream'],
    ['critical', 'exhausted', 'look there first'],
    ['critical', 'healthy', 'the cause is its own'],
  ] as const)('of a service that is %s above one that is %s', (own, upstream, expected) => {
    const of = (status: typeof own | typeof upstream) => {
      const one = reading();
      return { ...one, status: { ...one.status, status } };
    };
    const services = new Map([['upstream', [of(upstream)]]]);

    expect(serviceSentence('ci', [of(own)], ['upstream', 'unknown'], services)).toContain(expected);
  });
});
