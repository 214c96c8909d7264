import type { z } from 'zod';
import { gateSettingsOf } from '../act/gate/gate-settings.ts';
import type { NoticeSettings } from '../act/notice/notice-settings.ts';
import { type NotificationTarget, readTarget } from '../act/notice/notification-target.ts';
import type { Problem } from '../model/problem.ts';
import { parseDuration } from '../time/duration.ts';
import type { TextFile } from '../yaml/text-file.ts';
import type { Path, Place } from '../yaml/yaml-document.ts';
import type { Config } from './config.ts';
import { configSchema } from './config-schema.ts';
import type { PublicChoice } from './public-view.ts';
import { readShape } from './read-shape.ts';
import type { RuleFile } from './rule-file.ts';

/** The part of the configuration that comes from YAML. */
export interface FileConfig
  extends Pick<
    Config,
    | 'labels'
    | 'retention'
    | 'settle'
    | 'access'
    | 'statusPage'
    | 'services'
    | 'gate'
    | 'notices'
    | 'reports'
    | 'remedies'
  > {
  readonly rules: RuleFile;
  readonly public: PublicChoice;
}

/** Reads the configuration file; null stands for none. With problems the defaults are given, so that checking can go on. */
export function readConfigFile(file: TextFile | null): {
  readonly config: FileConfig;
  readonly problems: readonly Problem[];
} {
  const given = file ?? { file: '', text: '' };
  const targets: NotificationTarget[] = [];
  const { value, placeOf, problems } = readShape(given, configSchema);
  const {
    labels,
    retention,
    settle,
    access,
    status_page: statusPage,
    public: choice,
    services,
    gate,
    notifications,
    reports,
    issues,
    ...rules
  } = value ?? configSchema.parse({});
  return {
    config: {
      labels,
      retention,
      settle: { graceMs: durationMs(settle.grace), everyMs: durationMs(settle.every) },
      access: { admins: access.admins.map(lower), editors: access.editors.map(lower) },
      statusPage: {
        title: statusPage.title,
        contact: statusPage.contact ?? null,
        announcements: statusPage.announcements.map((one) => ({ ...one, at: Date.parse(one.date) })),
      },
      services: Object.fromEntries(
        Object.entries(services).map(([name, one]) => [
          name,
          {
            owner: one.owner ?? null,
            productOwner: one.product_owner ?? null,
            businessImpact: one.business_impact ?? null,
            constraints: one.constraints,
          },
        ]),
      ),
      remedies: issues === undefined ? null : { ...issues, slos: issues.slos ?? null },
      reports: { teamSize: reports.team_size ?? null, effort: reports.effort },
      notices: { ...noticesOfFile(notifications), targets },
      gate: gateSettingsOf(gate, productOwnersOf(services)),
      public: { slos: choice.slos ?? null, repositories: choice.repositories },
      rules: { file: given.file, data: rules, placeOf },
    },
    problems: [...problems, ...readTargets(notifications, given.file, placeOf, targets)],
  };
}

type Notifications = z.infer<typeof configSchema>['notifications'];

function noticesOfFile({ page, ticket, group_wait, quiet_hours }: Notifications): Omit<NoticeSettings, 'targets'> {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  return {
    page,
    ticket,
    groupWaitMs: group_wait === '0s' ? 0 : durationMs(group_wait),
    quiet:
      quiet_hours === undefined
        ? null
        : { from: minutes(quiet_hours.from), to: minutes(quiet_hours.to), timeZone: quiet_hours.time_zone },
  };
}

/** Adds the targets that are right; returns what is wrong with the others. */
function readTargets(
  { targets: written }: Notifications,
  file: string,
  placeOf: (path: Path) => Place,
  targets: NotificationTarget[],
): readonly Problem[] {
  return written.flatMap(({ url_from: urlFrom, key_from: keyFrom, ...one }, index): readonly Problem[] => {
    const result = readTarget({ ...one, urlFrom, keyFrom });
    if ('target' in result) {
      targets.push(result.target);
      return [];
    }
    const path = ['notifications', 'targets', index];
    return [{ file, ...placeOf(path), path: path.join('.'), rule: 'target', message: result.problem }];
  });
}

function productOwnersOf(
  services: Readonly<Record<string, { readonly product_owner?: string | undefined }>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(services).flatMap(([name, { product_owner: owner }]) =>
      owner === undefined ? [] : [[name, owner]],
    ),
  );
}

function lower(text: string): string {
  return text.toLowerCase();
}

/** The schema lets only lengths of time through. */
function durationMs(text: string): number {
  return parseDuration(text)?.ms as number;
}
