import { readOpenSlo } from '../../openslo/read-openslo.ts';

/** What can be told. */
export const targetTypes = [
  'slack',
  'pagerduty',
  'opsgenie',
  'webhook',
  'discord',
  'teams',
  'email',
  'github-issue',
] as const;
export type TargetType = (typeof targetTypes)[number];

/** Who is told of alerts. Secrets are named, and never held. */
export interface NotificationTarget {
  readonly name: string;
  readonly type: TargetType;
  /** The variable that holds the address; null: the service's own. */
  readonly urlFrom: string | null;
  /** The variable that holds the key; null: none is needed. */
  readonly keyFrom: string | null;
  /** Of an email. */
  readonly to: string | null;
  readonly from: string | null;
  /** Of an issue: `owner/name`. */
  readonly repository: string | null;
}

/** A target as it is written: the type, and what its annotations say. `urlFrom` and `keyFrom` are `env:NAME`. */
export interface WrittenTarget {
  readonly name: string;
  readonly target: string;
  readonly urlFrom?: string | undefined;
  readonly keyFrom?: string | undefined;
  readonly to?: string | undefined;
  readonly from?: string | undefined;
  readonly repository?: string | undefined;
}

/** What each type needs. */
const needed: Readonly<Record<TargetType, readonly (keyof WrittenTarget)[]>> = {
  slack: ['urlFrom'],
  pagerduty: ['keyFrom'],
  opsgenie: ['keyFrom'],
  webhook: ['urlFrom', 'keyFrom'],
  discord: ['urlFrom'],
  teams: ['urlFrom'],
  email: ['urlFrom', 'to'],
  'github-issue': ['repository'],
};
const writtenAs: Readonly<Record<string, string>> = { urlFrom: 'url-from', keyFrom: 'key-from' };
const variable = /^env:([A-Za-z_]\w*)$/;

/** Reads a target; where it is wrong, says why, in a sentence that begins with what is wrong. */
export function readTarget(
  written: WrittenTarget,
): { readonly target: NotificationTarget } | { readonly problem: string } {
  const type = targetTypes.find((one) => one === written.target.toLowerCase());
  if (type === undefined)
    return { problem: `target must be one of ${targetTypes.join(', ')}, got '${written.target}'` };
  for (const name of needed[type])
    if (written[name] === undefined) return { problem: `${writtenAs[name] ?? name} must be given for ${type}` };
  const { urlFrom, keyFrom, to = null, from = null, repository = null } = written;
  for (const [name, value] of [
    ['url-from', urlFrom],
    ['key-from', keyFrom],
  ] as const)
    if (value !== undefined && !variable.test(value))
      return { problem: `${name} must be env: and the name of a variable; what was given is not shown` };
  if (repository !== null && !/^[^/\s]{1,100}\/[^/\s]{1,100}$/.test(repository))
    return { problem: `repository must be owner/name, got '${repository}'` };
  const nameIn = (text: string | undefined) => variable.exec(text ?? '')?.[1] ?? null;
  return {
    target: { name: written.name, type, urlFrom: nameIn(urlFrom), keyFrom: nameIn(keyFrom), to, from, repository },
  };
}

const read = new Map<string, readonly NotificationTarget[]>();
const mostRemembered = 1_000;

/** The targets that a document of OpenSLO defines, those that are right. Asking again costs nothing. */
export function targetsIn(document: string): readonly NotificationTarget[] {
  const known = read.get(document);
  if (known !== undefined) return known;
  const { objects, slos } = readOpenSlo([{ file: '', text: document }], {
    strict: false,
    conditionKinds: ['exhaustion'],
  });
  const all = [
    ...objects.flatMap((object) => (object.kind === 'AlertNotificationTarget' ? [object] : [])),
    ...slos.flatMap(({ alertPolicies }) => alertPolicies.flatMap(({ notificationTargets }) => notificationTargets)),
  ];
  const found = new Map<string, NotificationTarget>();
  for (const { metadata, target } of all) {
    const { annotations } = metadata;
    const result = readTarget({
      name: metadata.name,
      target,
      urlFrom: annotations['cislo.dev/url-from'],
      keyFrom: annotations['cislo.dev/key-from'],
      to: annotations['cislo.dev/to'],
      from: annotations['cislo.dev/from'],
      repository: annotations['cislo.dev/repository'],
    });
    if ('target' in result) found.set(metadata.name, result.target);
  }
  if (read.size >= mostRemembered) read.clear();
  read.set(document, [...found.values()]);
  return [...found.values()];
}

/** Every target by its name: those of the configuration, and those of the SLOs' documents, which win. */
export function knownTargets(
  configured: readonly NotificationTarget[],
  objectives: readonly { readonly document: string }[],
): ReadonlyMap<string, NotificationTarget> {
  const all = [...configured, ...objectives.flatMap(({ document }) => targetsIn(document))];
  return new Map(all.map((target) => [target.name, target]));
}
