import { describe, expect, it } from 'vitest';
import { causeText, dedupKey, noticeLines, noticeLinks, noticeTitle } from '../../../src/act/notice/notice.ts';
import { someNotice } from '../../support/some-notice.ts';

const later = Date.UTC(2026, 0, 15, 14, 30);

describe('a notice in words', () => {
  it('says what happens, how the SLO stands, what burns it, when the budget ends and who owns it', () => {
    expect(noticeTitle(someNotice)).toBe('[page] Builds end in an answer burns its error budget too fast');
    expect(noticeLines(someNotice)).toEqual([
      'Since 2026-01-15 12:00 UTC the budget burns up to 20.8 times as fast as it may: 9 bad events.',
      '12 % of the error budget is left, under 25 %.',
      'What burns it: runner_name = runner 7 (90 % of the bad events have it, 1 % of the good ones).',
      'At this pace the budget is gone in 7 hours.',
      'Service ci, policy burn-1h-5m, owner ada.',
    ]);
    expect(noticeLinks(someNotice).map(([word]) => word)).toEqual(['SLO', 'Runbook']);
  });

  it('says when it is over, and names no pace then', () => {
    const over = { ...someNotice, kind: 'resolved', resolvedAt: later, at: later, bad: 1 } as const;

    expect(noticeTitle(over)).toBe('[Resolved] Builds end in an answer is over its alert');
    expect(noticeLines(over)[0]).toBe(
      'It lasted from 2026-01-15 12:00 UTC to 2026-01-15 14:30 UTC; the budget burnt up to 20.8 times as fast as it may, with 1 bad event.',
    );
    expect(noticeLines(over).join(' ')).not.toContain('At this pace');
    expect(noticeLines({ ...over, resolvedAt: null })[0]).toContain('to 2026-01-15 14:30 UTC');
  });

  it('says that an alert goes on, that there is no data, and that a test is one', () => {
    const line = (kind: 'update' | 'no_data' | 'test') => noticeLines({ ...someNotice, kind })[0];

    expect(line('update')).toContain('It began at 2026-01-15 12:00 UTC');
    expect(line('no_data')).toContain('There has been no event since');
    expect(line('test')).toContain('nothing is wrong');
    expect(noticeTitle({ ...someNotice, kind: 'test', instance: 'repository=o/r' })).toContain(
      '[Test] Builds end in an answer (repository=o/r)',
    );
  });

  it('tells the time that is left in the unit that fits', () => {
    const told = (hoursLeft: number | null) =>
      noticeLines({ ...someNotice, cause: null, owner: null, hoursLeft }).join(' ');

    expect(told(0)).toContain('The budget is spent.');
    expect(told(0.4)).toContain('gone in less than an hour');
    expect(told(72)).toContain('gone in 3 days');
    expect(told(null)).not.toContain('At this pace');
    expect(told(null)).toContain('policy burn-1h-5m.');
  });

  it('has one key for all notices of an alert, and another for the next alert', () => {
    const update = { ...someNotice, kind: 'update', at: later } as const;

    expect(dedupKey(update)).toBe(dedupKey(someNotice));
    expect(dedupKey({ ...someNotice, firingAt: later })).not.toBe(dedupKey(someNotice));
  });

  it('names a cause with how often it is among bad and good events', () => {
    expect(causeText('runner_name', 'r7', 0.9, 0.0123)).toBe(
      'runner_name = r7 (90 % of the bad events have it, 1 % of the good ones)',
    );
  });
});
