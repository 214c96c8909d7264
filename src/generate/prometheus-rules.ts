import type { AlertPolicy } from '../alert/alert-policy.ts';
import { windowLabel } from '../budget/window-label.ts';
import { toNumber } from '../model/fraction.ts';
import { metricFamilies as m } from '../model/metric-names.ts';
import { prometheusDuration } from '../time/prometheus-duration.ts';
import type { AlertedSlo } from './alerted-slo.ts';
import { percentileRules } from './percentile-rules.ts';
import type { AlertingRule, PrometheusRuleFile } from './prometheus-rule-file.ts';

/** What the rules are made for. */
export interface PrometheusOptions {
  /** Major and minor version of the Prometheus that reads them: from 2.42 on it knows `keep_firing_for`. */
  readonly version: readonly [major: number, minor: number];
}

/** The rules, and the policies that no gauge can decide, by `slo/policy`. */
export interface PrometheusRules {
  readonly file: PrometheusRuleFile;
  readonly leftOut: readonly string[];
}

const comparisons = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/**
 * Rules that alert by the exported gauges as the policies say, and recordings of percentiles. No events, no data and a server that is
 * away give no burn rate, and so no alert. Every replica exports the same values: the rules take the highest, not the sum. A policy
 * about exhaustion is left out: the gauges have no events of the whole window.
 */
export function prometheusRules(slos: readonly AlertedSlo[], { version }: PrometheusOptions): PrometheusRules {
  const keepsFiring = version[0] > 2 || (version[0] === 2 && version[1] >= 42);
  const isExported = ({ condition: { kind } }: AlertPolicy): boolean => kind === 'burnrate';
  const groups = slos.map((slo) => ({
    name: `cislo-slo-${slo.id}`,
    interval: '1m',
    rules: slo.policies.filter(isExported).map((policy) => burnAlert(slo, policy, keepsFiring)),
  }));
  const leftOut = slos.flatMap((slo) =>
    slo.policies.filter((policy) => !isExported(policy)).map(({ name }) => `${slo.id}/${name}`),
  );
  return { file: { groups: [...groups.filter(({ rules }) => rules.length > 0), percentileRules()] }, leftOut };
}

function burnAlert(slo: AlertedSlo, policy: AlertPolicy, keepsFiring: boolean): AlertingRule {
  const { condition, severity, labels } = policy;
  const { op, threshold, lookbackMs, shortMs, minBad, alertAfterMs, resolveAfterMs } = condition;
  const long = windowLabel(lookbackMs);
  const short = shortMs === null ? null : windowLabel(shortMs);
  const burns = (window: string): string =>
    `max by (job, slo) (${m.sloBurnRate.name}{slo="${slo.id}",window="${window}"}) ${comparisons[op]} ${toNumber(threshold)}`;
  const enough = `max by (job, slo) (${m.sloWindowEvents.name}{slo="${slo.id}",window="${long}",verdict="bad"}) >= ${minBad}`;
  const parts = [
    burns(long),
    ...(short === null ? [] : [burns(short)]),
    ...(op === 'gt' || op === 'gte' ? [enough] : []),
  ];
  const owner = policy.owner ?? slo.owner;
  const runbook = policy.runbook ?? slo.runbook;
  const dashboard = policy.dashboard ?? slo.dashboard;
  return {
    alert: 'CisloErrorBudgetBurn',
    expr: parts.join('\nand on (job, slo) '),
    ...(alertAfterMs === 0 ? {} : { for: prometheusDuration(alertAfterMs) }),
    ...(keepsFiring && resolveAfterMs > 0 ? { keep_firing_for: prometheusDuration(resolveAfterMs) } : {}),
    labels: {
      ...labels,
      severity,
      // promtool asks that no two rules have the same name and labels.
      slo: slo.id,
      service: slo.service,
      policy: policy.name,
      ...(slo.team === null ? {} : { team: slo.team }),
      ...(owner === null ? {} : { owner }),
    },
    annotations: {
      summary: `${slo.displayName}: the error budget burns {{ $value | humanize }} times as fast as it may`,
      description: `Over the last ${long}${short === null ? '' : `, and still over the last ${short}`}. The target is ${slo.targetDecimal}. See what is bad: /api/slos/${slo.id}/status and the page of cislo.`,
      ...(runbook === null ? {} : { runbook_url: runbook }),
      ...(dashboard === null ? {} : { dashboard_url: dashboard }),
    },
  };
}
