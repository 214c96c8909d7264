import { isPage } from '../../alert/alert-policy.ts';
import { dedupKey, type Notice, noticeLines, noticeLinks, noticeTitle } from './notice.ts';
import type { NotificationTarget } from './notification-target.ts';

/** What is sent over HTTP. */
export interface NoticeRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a target's variables hold. Secrets: never log them. */
export interface TargetSecrets {
  readonly url: string | null;
  readonly key: string | null;
}

const pagerDuty = 'https://events.pagerduty.com/v2/enqueue';
const opsgenie = 'https://api.opsgenie.com';
const json = { 'content-type': 'application/json' };

/** Chat messages that can tell of several alerts at once. */
export const groupedTypes: readonly NotificationTarget['type'][] = ['slack', 'discord', 'teams', 'email'];

/**
 * The request that tells a target of notices: of one, or for those of `groupedTypes` of several of one service. A signature is not in it yet.
 *
 * Source: the documentation of each service's incoming messages.
 */
export function renderNotice(
  { type }: NotificationTarget,
  notices: readonly Notice[],
  { url, key }: TargetSecrets,
): NoticeRequest {
  const [first] = notices as readonly [Notice, ...Notice[]];
  switch (type) {
    case 'slack':
      return { url: url as string, headers: json, body: JSON.stringify(slackBody(notices)) };
    case 'discord':
      return { url: url as string, headers: json, body: JSON.stringify(discordBody(notices)) };
    case 'teams':
      return { url: url as string, headers: json, body: JSON.stringify(teamsBody(notices)) };
    case 'pagerduty':
      return { url: url ?? pagerDuty, headers: json, body: JSON.stringify(pagerDutyBody(first, key)) };
    case 'opsgenie':
      return opsgenieRequest(first, url ?? opsgenie, key);
    case 'webhook':
      return { url: url as string, headers: json, body: JSON.stringify(webhookBody(first)) };
    case 'email':
    case 'github-issue':
      throw new TypeError(`${type} is not told over HTTP here`);
    /* v8 ignore next 2 -- @preserve: there is no other */
    default:
      return type satisfies never;
  }
}

/** Slack: https://docs.slack.dev/block-kit */
function slackBody(notices: readonly Notice[]) {
  return {
    text: notices.map(noticeTitle).join('\n'),
    blocks: notices.flatMap((notice) => {
      const links = noticeLinks(notice).map(([word, url]) => `<${url}|${word}>`);
      return [
        { type: 'header', text: { type: 'plain_text', text: noticeTitle(notice).slice(0, 150), emoji: false } },
        {
          type: 'section',
          text: { type: 'mrkdwn', text: noticeLines(notice).map(escapeSlack).join('\n').slice(0, 3000) },
        },
        ...(links.length === 0 ? [] : [{ type: 'context', elements: [{ type: 'mrkdwn', text: links.join(' · ') }] }]),
      ];
    }),
  };
}

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Discord: https://discord.com/developers/docs/resources/webhook#execute-webhook; nobody is mentioned by what a job is called. */
function discordBody(notices: readonly Notice[]) {
  return {
    allowed_mentions: { parse: [] },
    embeds: notices.slice(0, 10).map((notice) => ({
      title: noticeTitle(notice).slice(0, 256),
      ...(notice.page === null ? {} : { url: notice.page }),
      description: [
        ...noticeLines(notice),
        noticeLinks(notice)
          .map(([word, url]) => `[${word}](${url})`)
          .join(' · '),
      ]
        .join('\n')
        .trim()
        .slice(0, 4096),
      color: notice.kind === 'resolved' ? 0x2da44e : isPage(notice.severity) ? 0xd1242f : 0xe16f24,
    })),
  };
}

/** Microsoft Teams: an Adaptive Card for a workflow's address. */
function teamsBody(notices: readonly Notice[]) {
  return {
    type: 'message',
    attachments: notices.map((notice) => ({
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.4',
        body: [
          { type: 'TextBlock', text: noticeTitle(notice), weight: 'bolder', wrap: true },
          ...noticeLines(notice).map((text) => ({ type: 'TextBlock', text, wrap: true })),
        ],
        actions: noticeLinks(notice).map(([title, url]) => ({ type: 'Action.OpenUrl', title, url })),
      },
    })),
  };
}

/** PagerDuty Events API v2: https://developer.pagerduty.com/docs/send-alert-event */
function pagerDutyBody(notice: Notice, key: string | null) {
  return {
    routing_key: key,
    event_action: notice.kind === 'resolved' ? 'resolve' : 'trigger',
    dedup_key: dedupKey(notice),
    client: 'cislo',
    ...(notice.page === null ? {} : { client_url: notice.page }),
    links: noticeLinks(notice).map(([text, href]) => ({ text, href })),
    payload: {
      summary: noticeTitle(notice).slice(0, 1024),
      source: notice.service,
      severity: isPage(notice.severity) ? 'critical' : 'warning',
      timestamp: new Date(notice.at).toISOString(),
      component: notice.slo,
      group: notice.service,
      class: notice.policy,
      custom_details: { what: noticeLines(notice) },
    },
  };
}

/** Opsgenie: https://docs.opsgenie.com/docs/alert-api */
function opsgenieRequest(notice: Notice, base: string, key: string | null): NoticeRequest {
  const headers = { ...json, authorization: `GenieKey ${key}` };
  const alias = dedupKey(notice);
  const root = base.replace(/\/+$/, '');
  if (notice.kind === 'resolved')
    return {
      url: `${root}/v2/alerts/${encodeURIComponent(alias)}/close?identifierType=alias`,
      headers,
      body: JSON.stringify({ source: 'cislo', note: noticeLines(notice).join('\n') }),
    };
  return {
    url: `${root}/v2/alerts`,
    headers,
    body: JSON.stringify({
      message: noticeTitle(notice).slice(0, 130),
      alias,
      description: [...noticeLines(notice), ...noticeLinks(notice).map(([word, url]) => `${word}: ${url}`)].join('\n'),
      priority: isPage(notice.severity) ? 'P1' : 'P3',
      source: 'cislo',
      entity: notice.slo,
      tags: [notice.service, notice.policy],
    }),
  };
}

const webhookTypes = {
  firing: 'alert.firing',
  update: 'alert.firing',
  test: 'alert.test',
  no_data: 'alert.no_data',
  resolved: 'alert.resolved',
} as const;

/** A webhook as Standard Webhooks has it: https://github.com/standard-webhooks/standard-webhooks */
function webhookBody(notice: Notice) {
  const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  const { slo, displayName, service, policy, condition, instance, severity, peakBurnRate, bad, cause, hoursLeft } =
    notice;
  return {
    type: webhookTypes[notice.kind],
    timestamp: time(notice.at),
    data: {
      slo,
      display_name: displayName,
      service,
      policy,
      condition,
      instance: instance === '' ? null : instance,
      severity,
      update: notice.kind === 'update',
      firing_at: time(notice.firingAt),
      resolved_at: time(notice.resolvedAt),
      peak_burn_rate: peakBurnRate,
      bad,
      title: noticeTitle(notice),
      lines: noticeLines(notice),
      cause,
      hours_to_exhaustion: hoursLeft,
      owner: notice.owner,
      runbook: notice.runbook,
      dashboard: notice.dashboard,
      page: notice.page,
      dedup_key: dedupKey(notice),
    },
  };
}

/** An email, as plain text. */
export function renderEmail(notices: readonly Notice[]): { readonly subject: string; readonly text: string } {
  const [first] = notices as readonly [Notice, ...Notice[]];
  const more = notices.length > 1 ? ` and ${notices.length - 1} more` : '';
  const told = notices.map((notice) =>
    [
      noticeTitle(notice),
      '',
      ...noticeLines(notice),
      ...noticeLinks(notice).map(([word, url]) => `${word}: ${url}`),
    ].join('\n'),
  );
  return { subject: `${noticeTitle(first)}${more}`, text: `${told.join('\n\n--\n\n')}\n` };
}
