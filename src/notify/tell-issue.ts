import { createHash } from 'node:crypto';
import { dedupKey, type Notice, noticeLines, noticeLinks, noticeTitle } from '../act/notice/notice.ts';
import type { NotificationTarget } from '../act/notice/notification-target.ts';
import type { GithubAnswer } from '../github/github-answer.ts';
import type { IssueClient } from '../github/issue-client.ts';
import type { ToldResult } from './send-notices.ts';

/** Tells of an alert by an issue: it is opened when the alert fires, its one comment is changed, and it is closed when the alert is over. */
export function tellIssueWith(
  issues: IssueClient,
): (target: NotificationTarget, notices: readonly Notice[]) => Promise<ToldResult> {
  return async ({ repository }, notices) => {
    const [notice] = notices as readonly [Notice, ...Notice[]];
    const where = repository as string;
    const marker = markerOf(notice);
    const found = await issues.find(where, marker);
    if (found.type !== 'ok') return resultOf(found);
    const body = [
      ...noticeLines(notice),
      ...noticeLinks(notice).map(([word, url]) => `[${word}](${url})`),
      '',
      marker,
    ].join('\n\n');
    if (found.value === null) {
      // Over before anybody was told: there is nothing to open, and nothing to close.
      if (notice.kind === 'resolved') return { result: 'sent' };
      return resultOf(await issues.open(where, { title: noticeTitle(notice), body, labels: [], assignees: [] }));
    }
    if (notice.kind === 'firing') return { result: 'sent' };
    const { number } = found.value;
    const told = await issues.comment(where, number, marker, body);
    if (told.type !== 'ok' || notice.kind !== 'resolved') return resultOf(told);
    return resultOf(await issues.close(where, number));
  };
}

function markerOf(notice: Notice): string {
  return `<!-- cislo-alert ${createHash('sha256').update(dedupKey(notice)).digest('hex').slice(0, 24)} -->`;
}

function resultOf(answer: GithubAnswer<unknown>): ToldResult {
  switch (answer.type) {
    case 'ok':
      return { result: 'sent' };
    case 'limited':
      return {
        result: 'again',
        error: 'the rate limit at GitHub is used up',
        retryAfterMs: Math.max(0, answer.until - Date.now()),
      };
    case 'failed':
      return { result: 'again', error: `GitHub does not answer (${answer.reason})`, retryAfterMs: null };
    case 'refused':
      return {
        result: 'never',
        error: `GitHub answered ${answer.status}: is the App installed there, with issues: write?`,
      };
    default:
      return answer satisfies never;
  }
}
