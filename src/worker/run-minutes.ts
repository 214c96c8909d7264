import { newsOf } from '../act/notice/news-of.ts';
import type { NoticeFacts, NoticeKind } from '../act/notice/notice.ts';
import type { AlertEvaluator } from '../alert/alert-evaluator.ts';
import type { AlertPolicy } from '../alert/alert-policy.ts';
import type { AlertProgress } from '../alert/alert-progress.ts';
import type { BurnCounts } from '../alert/burn-counts.ts';
import type { Objective } from '../model/objective.ts';
import type { AlertKey } from '../store/alerts/alert-state-row.ts';
import type { SloWindow } from '../store/read/view.ts';

const minuteMs = 60_000;

/** An alert that is to be evaluated. */
export interface Evaluation {
  readonly objective: Objective;
  readonly policy: AlertPolicy;
  readonly key: AlertKey;
  readonly severity: string;
  readonly evaluator: AlertEvaluator;
  readonly lookbackMs: number;
  /** What its policy looks at in the newest minute. */
  readonly windows: readonly SloWindow[];
  readonly before: AlertProgress;
  /** The first minute that is missing, ms. */
  readonly first: number;
  /** Events from then on are looked at, ms. */
  readonly earliest: number;
  /** Of an instance, what it counted; null of a whole SLO. */
  readonly own: BurnCounts | null;
}

/** An alert that ended, or fires, at the end of `progress`. */
export interface ToldAlert extends Pick<Evaluation, 'objective' | 'lookbackMs' | 'own'> {
  readonly progress: AlertProgress;
}

/** Something about an alert that people are told. */
export interface AlertNews extends ToldAlert {
  readonly kind: NoticeKind;
}

/** One alert through its missing minutes: how it stands at the end, what is kept of it, and what people are told. */
export function runMinutes(evaluation: Evaluation, counts: BurnCounts, newest: number, isBehind: boolean) {
  const { objective, lookbackMs, evaluator, before, own } = evaluation;
  const told: ToldAlert[] = [];
  const news: AlertNews[] = [];
  let after = before;
  for (let minute = evaluation.first; minute <= newest; minute += minuteMs) {
    const next = evaluator.evaluate(after, counts, minute, isBehind);
    if (next.state === 'resolved' && after.state === 'firing')
      told.push({ objective, lookbackMs, own, progress: next });
    const kind = newsOf(after, next, minute);
    if (kind !== null) news.push({ objective, lookbackMs, own, progress: next, kind });
    after = next;
  }
  if (after.state === 'firing') told.push({ objective, lookbackMs, own, progress: after });
  return { evaluation, after, told, news };
}

/** What news says, for who is told. */
export function factsOf(
  { key, policy, objective, evaluator, lookbackMs }: Evaluation,
  { kind, progress }: AlertNews,
  counts: BurnCounts,
): readonly NoticeFacts[] {
  const at = progress.minute as number;
  // Without data nothing has to be firing.
  const nothing = { ...key, severity: policy.severity, firingAt: at, resolvedAt: null, peakBurnRate: 0, bad: 0 };
  const raised = evaluator.raised(progress, counts) ?? (kind === 'no_data' ? nothing : null);
  if (raised === null) return [];
  const { slo, condition, severity, firingAt, resolvedAt, peakBurnRate, bad } = raised;
  const { service } = objective;
  const alert = { slo, service, policy: policy.name, condition, instance: key.instance, severity };
  return [{ kind, ...alert, firingAt, resolvedAt, at, lookbackMs, peakBurnRate, bad }];
}
