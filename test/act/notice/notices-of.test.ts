import { describe, expect, it } from 'vitest';
import { newsOf } from '../../../src/act/notice/news-of.ts';
import type { NoticeKind } from '../../../src/act/notice/notice.ts';
import { type NoticeSettings, noNotices } from '../../../src/act/notice/notice-settings.ts';
import { noticesOf } from '../../../src/act/notice/notices-of.ts';
import { quietUntil } from '../../../src/act/notice/quiet-until.ts';
import { type AlertProgress, noAlertYet } from '../../../src/alert/alert-progress.ts';
import { someNotice } from '../../support/some-notice.ts';

const noon = Date.UTC(2026, 0, 15, 12);
const hour = 3_600_000;

function progress(state: AlertProgress['state'], more: Partial<AlertProgress> = {}): AlertProgress {
  return { ...noAlertYet, state, firingAt: state === 'firing' ? noon : null, minute: noon, ...more };
}

describe('what people are told of a step', () => {
  it.each([
    ['inactive', 'pending', null],
    ['pending', 'firing', 'firing'],
    ['firing', 'resolved', 'resolved'],
    ['resolved', 'resolved', null],
  ] as const)('from %s to %s: %s', (before, after, news) => {
    expect(newsOf(progress(before), progress(after), noon + 60_000)).toBe(news);
  });

  it('is that it goes on, once an hour', () => {
    const firing = progress('firing');

    expect(newsOf(firing, firing, noon + hour)).toBe('update');
    expect(newsOf(firing, firing, noon + hour + 60_000)).toBe(null);
  });

  it('is that there is no data when that begins, and nothing while it lasts', () => {
    const frozen = progress('firing', { isFrozen: true });

    expect(newsOf(progress('firing'), frozen, noon + hour)).toBe('no_data');
    expect(newsOf(frozen, frozen, noon + 2 * hour)).toBe(null);
    expect(newsOf(noAlertYet, progress('inactive', { isFrozen: true }), noon)).toBe(null);
  });
});

describe('whom is told', () => {
  const settings: NoticeSettings = { ...noNotices, page: ['pager'], ticket: ['chat', 'mail'] };
  const policy = {
    severity: 'page',
    targets: [],
    alertWhenBreaching: true,
    alertWhenNoData: false,
    alertWhenResolved: true,
  };
  const facts = (kind: NoticeKind, at = noon) => ({ ...someNotice, kind, at });
  const told = (kinds: readonly NoticeKind[], own: Partial<typeof policy> = {}, more: Partial<NoticeSettings> = {}) =>
    noticesOf(
      kinds.map((kind) => facts(kind)),
      { ...policy, ...own },
      { ...settings, ...more },
    );

  it('are the targets of the policy, or those of the settings by severity', () => {
    expect(told(['firing']).map(({ target }) => target)).toEqual(['pager']);
    expect(told(['firing'], { severity: 'ticket' }).map(({ target }) => target)).toEqual(['chat', 'mail']);
    expect(told(['firing'], { targets: ['own'] as never }).map(({ target }) => target)).toEqual(['own']);
  });

  it('is what the policy tells of; one that says nothing tells of the start and of the end', () => {
    const all = ['firing', 'update', 'no_data', 'resolved', 'test'] as const;
    const kinds = (own: Partial<typeof policy>) => told(all, own).map((one) => one.facts.kind);

    expect(kinds({})).toEqual(['firing', 'resolved', 'test']);
    expect(kinds({ alertWhenNoData: true, alertWhenBreaching: false, alertWhenResolved: false })).toEqual([
      'no_data',
      'test',
    ]);
    expect(kinds({ alertWhenBreaching: false, alertWhenResolved: false })).toEqual(['firing', 'resolved', 'test']);
    expect(told(['firing', 'update', 'update']).map((one) => one.facts.kind)).toEqual(['firing', 'update']);
  });

  it('waits while it is quiet, and while others may come, unless it is a page', () => {
    const quiet = { from: 11 * 60, to: 13 * 60, timeZone: 'UTC' };
    const start = (severity: string) => told(['firing'], { severity }, { quiet, groupWaitMs: 30_000 })[0]?.nextAt;

    expect(start('page')).toBe(noon);
    expect(start('ticket')).toBe(noon + hour + 30_000);
    expect(told(['firing'], { severity: 'ticket' }, { groupWaitMs: 7 * hour })[0]?.nextAt).toBe(
      Math.ceil((noon + 1) / (7 * hour)) * 7 * hour,
    );
    expect(told(['firing'], { severity: 'ticket' })[0]?.nextAt).toBe(noon);
  });
});

describe('quiet hours', () => {
  const night = { from: 22 * 60, to: 7 * 60, timeZone: 'Europe/Prague' };
  const at = (text: string) => Date.parse(text);

  it('last over midnight in their zone', () => {
    expect(quietUntil(night, at('2026-01-15T20:59:00Z'))).toBe(null);
    expect(quietUntil(night, at('2026-01-15T21:00:00Z'))).toBe(at('2026-01-16T06:00:00Z'));
    expect(quietUntil(night, at('2026-01-16T05:59:00Z'))).toBe(at('2026-01-16T06:00:00Z'));
    expect(quietUntil(night, at('2026-01-16T06:00:00Z'))).toBe(null);
  });

  it('end at the local time when clocks change in them', () => {
    expect(quietUntil(night, at('2026-03-28T23:00:00Z'))).toBe(at('2026-03-29T05:00:00Z'));
  });

  it('last within a day where they end after they begin', () => {
    const noonRest = { from: 12 * 60, to: 13 * 60, timeZone: 'UTC' };

    expect(quietUntil(noonRest, noon - 60_000)).toBe(null);
    expect(quietUntil(noonRest, noon)).toBe(noon + hour);
    expect(quietUntil(noonRest, noon + hour)).toBe(null);
  });
});
