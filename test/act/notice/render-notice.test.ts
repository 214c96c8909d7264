import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/act/notice/notice.ts';
import type { TargetType } from '../../../src/act/notice/notification-target.ts';
import { renderEmail, renderNotice } from '../../../src/act/notice/render-notice.ts';
import { someNotice, someTarget } from '../../support/some-notice.ts';

const secrets = { url: 'http://127.0.0.1:9/hook', key: 'k' };
const over: Notice = {
  ...someNotice,
  kind: 'resolved',
  resolvedAt: someNotice.at + 60_000,
  severity: 'ticket',
  page: null,
  runbook: null,
};

// biome-ignore lint/suspicious/noExplicitAny: the tests look at what a body holds
function bodyOf(type: TargetType, notices: readonly Notice[] = [someNotice], own = secrets): any {
  return JSON.parse(renderNotice(someTarget(type), notices, own as never).body);
}

describe('a request that tells of an alert', () => {
  it('has blocks for Slack, in which no text is a mark of its own', () => {
    const body = bodyOf('slack', [{ ...someNotice, cause: 'name = <!channel> & co' }, over]);

    expect(body.text).toContain('[page] Builds end in an answer');
    expect(body.blocks.map(({ type }: { type: string }) => type)).toEqual([
      'header',
      'section',
      'context',
      'header',
      'section',
    ]);
    expect(body.blocks[1].text.text).toContain('name = &lt;!channel&gt; &amp; co');
    expect(body.blocks[2].elements[0].text).toContain('<https://example.org/runbook|Runbook>');
  });

  it('has embeds for Discord that mention nobody', () => {
    const { allowed_mentions, embeds } = bodyOf('discord', [someNotice, { ...someNotice, severity: 'ticket' }, over]);

    expect(allowed_mentions).toEqual({ parse: [] });
    expect(embeds[0].url).toBe(someNotice.page);
    expect(new Set(embeds.map(({ color }: { color: number }) => color)).size).toBe(3);
    expect(embeds[2].url).toBeUndefined();
  });

  it('has a card for each alert for Teams', () => {
    const { attachments } = bodyOf('teams', [someNotice, over]);

    expect(attachments).toHaveLength(2);
    expect(attachments[0].content.actions).toEqual([
      { type: 'Action.OpenUrl', title: 'SLO', url: someNotice.page },
      { type: 'Action.OpenUrl', title: 'Runbook', url: someNotice.runbook },
    ]);
  });

  it('triggers and resolves at PagerDuty with one key', () => {
    const [start, end] = [bodyOf('pagerduty'), bodyOf('pagerduty', [over])];

    expect(start).toMatchObject({
      routing_key: 'k',
      event_action: 'trigger',
      client_url: someNotice.page,
      payload: { severity: 'critical' },
    });
    expect(end).toMatchObject({
      event_action: 'resolve',
      dedup_key: start.dedup_key,
      payload: { severity: 'warning' },
    });
    expect(renderNotice(someTarget('pagerduty'), [someNotice], { url: null, key: 'k' }).url).toBe(
      'https://events.pagerduty.com/v2/enqueue',
    );
  });

  it('makes and closes an alert at Opsgenie by one alias', () => {
    const start = renderNotice(someTarget('opsgenie'), [someNotice], { url: 'http://127.0.0.1:9/', key: 'k' });
    const end = renderNotice(someTarget('opsgenie'), [over], { url: null, key: 'k' });

    expect(start).toMatchObject({ url: 'http://127.0.0.1:9/v2/alerts', headers: { authorization: 'GenieKey k' } });
    expect(JSON.parse(start.body)).toMatchObject({ priority: 'P1', entity: 'build-completion' });
    expect(
      JSON.parse(
        renderNotice(someTarget('opsgenie'), [{ ...someNotice, severity: 'ticket' }], { url: null, key: 'k' }).body,
      ).priority,
    ).toBe('P3');
    expect(end.url).toBe(
      `https://api.opsgenie.com/v2/alerts/${encodeURIComponent(JSON.parse(start.body).alias)}/close?identifierType=alias`,
    );
  });

  it.each([
    ['firing', 'alert.firing', false],
    ['update', 'alert.firing', true],
    ['no_data', 'alert.no_data', false],
    ['resolved', 'alert.resolved', false],
    ['test', 'alert.test', false],
  ] as const)('has all facts in a webhook: %s is %s', (kind, type, update) => {
    const body = bodyOf('webhook', [{ ...someNotice, kind, instance: kind === 'test' ? 'repository=o/r' : '' }]);

    expect(body).toMatchObject({
      type,
      timestamp: '2026-01-15T12:00:00.000Z',
      data: {
        slo: 'build-completion',
        update,
        firing_at: '2026-01-15T12:00:00.000Z',
        resolved_at: null,
        bad: 9,
        owner: 'ada',
      },
    });
    expect(body.data.instance).toBe(kind === 'test' ? 'repository=o/r' : null);
  });

  it('is an email with a subject and all alerts one after another', () => {
    const { subject, text } = renderEmail([someNotice, over]);

    expect(subject).toBe('[page] Builds end in an answer burns its error budget too fast and 1 more');
    expect(text).toContain('Runbook: https://example.org/runbook');
    expect(text).toContain('[Resolved]');
    expect(renderEmail([someNotice]).subject).not.toContain('more');
  });

  it('is none for what is not told over HTTP', () => {
    expect(() => renderNotice(someTarget('email'), [someNotice], secrets)).toThrow('email');
    expect(() => renderNotice(someTarget('github-issue'), [someNotice], secrets)).toThrow('github-issue');
  });
});
