import { z } from 'zod';
import { gateDecisions, risks } from '../act/gate/gate-settings.ts';
import { targetTypes } from '../act/notice/notification-target.ts';
import { sloStatusWords } from '../slo/slo-status.ts';
import { parseDuration } from '../time/duration.ts';
import { isTimeZone } from '../time/is-time-zone.ts';
import { strictShape } from '../yaml/strict-shape.ts';
import { rulesShape } from './rules-schema.ts';

/** The defaults: they hold for what the configuration file leaves out. */
export const configDefaults = {
  labels: { repository: { enabled: false, max: 50 }, provider: { max: 50 }, instance: { enabled: false, max: 50 } },
  retention: { days: 90, minutes: 90 },
  settle: { grace: '60s', every: '1s' },
} as const;

const whole = (from: number, to: number) => {
  const error = `must be a whole number from ${from} to ${to}`;
  return z.number().int({ error }).min(from, { error }).max(to, { error });
};

const login = z.string().regex(/^[a-z\d](?:[a-z\d_-]{0,98}[a-z\d])?$/i, { error: 'must be a login on GitHub' });

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time such as 22:00' });

const words = z.string().min(1).max(500);

const duration = (minMs: number, maxMs: number, range: string) =>
  z.string().refine(
    (text) => {
      const ms = parseDuration(text)?.ms ?? null;
      return ms !== null && ms >= minMs && ms <= maxMs;
    },
    { error: `must be a whole number and one of s m h d w, from ${range}` },
  );

/** The YAML file named by `CISLO_CONFIG`. */
export const configSchema = strictShape({
  ...rulesShape,
  labels: strictShape({
    repository: strictShape({
      enabled: z
        .boolean()
        .default(configDefaults.labels.repository.enabled)
        .describe('Adds the label "repository" to the metrics that count jobs and revisions.'),
      max: whole(1, 1000)
        .default(configDefaults.labels.repository.max)
        .describe('This many repositories, the busiest, keep their name; the rest is "other".'),
    }).prefault({}),
    provider: strictShape({
      max: whole(1, 1000)
        .default(configDefaults.labels.provider.max)
        .describe('This many providers, the busiest, keep their name in metrics; the rest is "other".'),
    }).prefault({}),
    instance: strictShape({
      enabled: z
        .boolean()
        .default(configDefaults.labels.instance.enabled)
        .describe('Exports metrics of the instances of SLOs with `cislo.dev/group-by`.'),
      max: whole(1, 1000)
        .default(configDefaults.labels.instance.max)
        .describe('So many instances of each SLO, the busiest, have metrics.'),
    }).prefault({}),
  })
    .prefault({})
    .describe('Labels of metrics.'),
  retention: strictShape({
    days: whole(8, 3650)
      .default(configDefaults.retention.days)
      .describe(
        'Days that single events are kept, counted from when cislo received them. Totals stay. At least the longest SLO window.',
      ),
    minutes: whole(1, 3650)
      .default(configDefaults.retention.minutes)
      .describe(
        'Days in the past for which every answer about an SLO is exact to the minute. Before that, windows are exact to the hour.',
      ),
  })
    .prefault({})
    .describe('How long single events are kept.'),
  settle: strictShape({
    grace: duration(1000, 3_600_000, '1s to 1h')
      .default(configDefaults.settle.grace)
      .describe('Wait after a deadline before an event without a result is judged.'),
    every: duration(1000, 60_000, '1s to 1m')
      .default(configDefaults.settle.every)
      .describe('How often the worker looks for events that are due.'),
  })
    .prefault({})
    .describe('When verdicts are given.'),
  access: strictShape({
    admins: z
      .array(login)
      .default([])
      .describe(
        'Logins on GitHub of those who may also change stored SLOs, see every definition and read the audit log.',
      ),
    editors: z.array(login).default([]).describe('Logins on GitHub of those who may also change stored SLOs.'),
  })
    .prefault({})
    .describe('What people who signed in may do beyond looking. Everybody else who signs in may look.'),
  status_page: strictShape({
    title: z.string().min(1).max(100).default('Service levels of CI').describe('The heading of the status page.'),
    contact: z.string().max(200).optional().describe('Whom people turn to when something is wrong, in words.'),
    announcements: z
      .array(
        strictShape({
          date: z.iso.date({ error: 'must be a day such as 2026-11-27' }).describe('The day it is from.'),
          text: z.string().min(1).max(1000).describe('What is announced, in words.'),
        }),
      )
      .max(50)
      .default([])
      .describe('What is announced on the status page, and in its feeds.'),
  })
    .prefault({})
    .describe('What `/status` says beside the numbers of the SLOs that are public.'),
  services: z
    .record(
      z.string().min(1).max(200),
      strictShape({
        owner: words.optional().describe('Who runs the service.'),
        product_owner: words.optional().describe('Who may approve changes to it that the gate holds up.'),
        business_impact: words.optional().describe('What it means for people when the service fails.'),
        constraints: z.array(words).max(50).default([]).describe('What limits its reliability, for everybody to know.'),
      }),
    )
    .default({})
    .describe('What is known of services beside their SLOs, by the name of the service.'),
  gate: strictShape({
    matrix: z
      .partialRecord(z.enum(sloStatusWords), z.partialRecord(z.enum(risks), z.enum(gateDecisions)))
      .default({})
      .describe('Other decisions than the usual ones, by the status of an SLO and the risk of a change.'),
    conditions: z
      .partialRecord(z.enum(sloStatusWords), z.array(words).max(20))
      .default({})
      .describe('What has to be so again before a change goes on, by the status of an SLO.'),
    alternatives: z
      .partialRecord(z.enum(gateDecisions), z.array(words).max(20))
      .default({})
      .describe('What can be done instead, by the decision.'),
  })
    .prefault({})
    .describe('Whether changes may go on (docs/acting.md).'),
  notifications: strictShape({
    targets: z
      .array(
        strictShape({
          name: z.string().regex(/^[\w.-]{1,100}$/, { error: 'must be a name of letters, digits, dots and hyphens' }),
          target: z.enum(targetTypes),
          url_from: words.optional().describe('Where the address comes from: `env:NAME`.'),
          key_from: words.optional().describe('Where the key comes from: `env:NAME`.'),
          to: words.optional().describe('Of an email: to whom.'),
          from: words.optional().describe('Of an email: from whom.'),
          repository: words.optional().describe('Of an issue: `owner/name`.'),
        }),
      )
      .max(100)
      .default([])
      .describe(
        'Who can be told of alerts, beside the AlertNotificationTargets of the SLO files. Secrets are named, never written.',
      ),
    page: z.array(words).default([]).describe('Names of targets for pages of policies that name none.'),
    ticket: z.array(words).default([]).describe('The same for tickets.'),
    group_wait: duration(0, 3_600_000, '0s to 1h')
      .default('0s')
      .describe(
        'What happens to one service within this time is told in one message, where the target is a chat or an email.',
      ),
    quiet_hours: strictShape({
      from: clockTime.describe('Local time, `22:00`.'),
      to: clockTime.describe('Local time, `07:00`.'),
      time_zone: z
        .string()
        .refine(isTimeZone, { error: 'must be a time zone such as Europe/Prague' })
        .default('UTC')
        .describe('Of the IANA database.'),
    })
      .optional()
      .describe('When tickets wait. Pages never do.'),
  })
    .prefault({})
    .describe('Who is told of alerts (docs/acting.md).'),
  reports: strictShape({
    team_size: whole(1, 10_000).optional().describe('People in the team: with it, reports tell toil in hours a week.'),
    effort: z
      .record(words, z.enum(['S', 'M', 'L']))
      .default({})
      .describe('How long it takes to mend a job, by its name: small, medium or large. It is never guessed.'),
  })
    .prefault({})
    .describe('What reports say that no event tells.'),
  issues: strictShape({
    repository: z
      .string()
      .regex(/^[^/\s]{1,100}\/[^/\s]{1,100}$/u, { error: 'must be owner/name' })
      .describe('Where the issues are opened. The App must be installed there, with the permission to write issues.'),
    slos: z.array(words).optional().describe('Only for these SLOs. Default: all.'),
    labels: z.array(words).max(20).default([]).describe('Labels of the issues.'),
    assignees: z.array(login).max(10).default([]).describe('Logins of who is assigned.'),
  })
    .optional()
    .describe(
      'An SLO that has no error budget left has one issue, until the budget is back (docs/acting.md). Default: no issues.',
    ),
  public: strictShape({
    slos: z
      .array(z.string().min(1, { error: 'must be the name of an SLO' }))
      .optional()
      .describe('Names of the SLOs whose numbers everybody may see. Default: all of them.'),
    repositories: z
      .array(z.string().regex(/^[^/\s]{1,100}\/[^/\s]{1,100}$/u, { error: 'must be owner/name' }))
      .default([])
      .describe(
        'Repositories, as owner/name, whose runs and revisions everybody may see. One that is private on GitHub stays hidden. Default: none.',
      ),
  })
    .prefault({})
    .describe('What CISLO_PUBLIC=true shows to everybody.'),
});
