import { showPercent, showRate } from '../../model/show-number.ts';

/** What is told of an alert. `update`: it still fires after an hour. `no_data`: there is nothing to decide from any more. */
export const noticeKinds = ['firing', 'update', 'no_data', 'resolved', 'test'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What an alert is, and how it stood when it was told of. Times in ms. */
export interface NoticeFacts {
  readonly kind: NoticeKind;
  readonly slo: string;
  readonly service: string;
  readonly policy: string;
  readonly condition: string;
  /** Of an SLO that is many: which one; '' for the whole. */
  readonly instance: string;
  readonly severity: string;
  readonly firingAt: number;
  /** null: it still fires. */
  readonly resolvedAt: number | null;
  /** The minute of what is told. */
  readonly at: number;
  readonly lookbackMs: number;
  readonly peakBurnRate: number;
  readonly bad: number;
}

/** A notice with everything that its reader needs. */
export interface Notice extends NoticeFacts {
  /** The same for the same notice, however often it is sent. */
  readonly id: string;
  readonly displayName: string;
  /** How the SLO stands, in a sentence. */
  readonly standing: string;
  /** What the bad events have in common; null: nothing stands out. */
  readonly cause: string | null;
  /** Hours until the budget is spent at this pace; 0: it is; null: at this pace it is not. */
  readonly hoursLeft: number | null;
  readonly owner: string | null;
  readonly runbook: string | null;
  readonly dashboard: string | null;
  /** The page of the SLO; null where the public address is not known. */
  readonly page: string | null;
}

/** The same for all notices of one alert: what incident services know it by. */
export function dedupKey({ slo, policy, condition, instance, firingAt }: NoticeFacts): string {
  return ['cislo', slo, policy, condition, instance, new Date(firingAt).toISOString()].join('/');
}

const verbs: Readonly<Record<NoticeKind, string>> = {
  firing: 'burns its error budget too fast',
  update: 'still burns its error budget too fast',
  no_data: 'has no data to decide from',
  resolved: 'is over its alert',
  test: 'would burn its error budget too fast',
};

/** What happens, in one line without marks of any format. */
export function noticeTitle({ kind, displayName, instance, severity }: Notice): string {
  const which = instance === '' ? '' : ` (${instance})`;
  const begin = kind === 'resolved' ? 'Resolved' : kind === 'test' ? 'Test' : severity;
  return `[${begin}] ${displayName}${which} ${verbs[kind]}`;
}

/** What its reader should know, line by line, in plain words. */
export function noticeLines(notice: Notice): readonly string[] {
  const { kind, standing, cause, hoursLeft, owner, bad, peakBurnRate, firingAt, resolvedAt, policy, service } = notice;
  const since = utc(firingAt);
  const events = `${bad} bad ${bad === 1 ? 'event' : 'events'}`;
  const pace = `up to ${showRate(peakBurnRate)} times as fast as it may`;
  const happened: Readonly<Record<NoticeKind, string>> = {
    firing: `Since ${since} the budget burns ${pace}: ${events}.`,
    update: `It began at ${since}; the budget burnt ${pace}, with ${events} so far.`,
    no_data: `There has been no event since ${utc(notice.at)}, so its alert stays as it is.`,
    resolved: `It lasted from ${since} to ${utc(resolvedAt ?? notice.at)}; the budget burnt ${pace}, with ${events}.`,
    test: 'This is a test: nothing is wrong. Real notices look like this one.',
  };
  return [
    happened[kind],
    standing,
    ...(cause === null ? [] : [`What burns it: ${cause}.`]),
    ...(hoursLeft === null || kind === 'resolved'
      ? []
      : [hoursLeft === 0 ? 'The budget is spent.' : `At this pace the budget is gone in ${hours(hoursLeft)}.`]),
    `Service ${service}, policy ${policy}${owner === null ? '' : `, owner ${owner}`}.`,
  ];
}

/** Where to read on: a word and an address each. */
export function noticeLinks({ page, runbook, dashboard }: Notice): readonly (readonly [word: string, url: string])[] {
  return (
    [
      ['SLO', page],
      ['Runbook', runbook],
      ['Dashboard', dashboard],
    ] as const
  ).flatMap(([word, url]) => (url === null ? [] : [[word, url] as const]));
}

/** A cause in words: the value, and how much more often bad events have it. */
export function causeText(dimension: string, value: string, badShare: number, goodShare: number): string {
  return `${dimension} = ${value} (${showPercent(badShare, 0)} of the bad events have it, ${showPercent(goodShare, 0)} of the good ones)`;
}

function hours(value: number): string {
  if (value >= 48) return `${Math.round(value / 24)} days`;
  return value >= 1 ? `${Math.round(value)} hours` : 'less than an hour';
}

function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
