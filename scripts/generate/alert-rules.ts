import { usualAlertAfterMs, usualMinBad, usualResolveAfterMs } from '../../src/alert/alert-policy.ts';
import { type BurnPair, longWindowMs, pairsOfLongWindows, pairsOfShortWindows } from '../../src/alert/burn-pairs.ts';
import { percentileRules } from '../../src/generate/percentile-rules.ts';
import { metricFamilies as m } from '../../src/model/metric-names.ts';
import { prometheusDuration } from '../../src/time/prometheus-duration.ts';
import { formatYaml } from '../../src/yaml/format-yaml.ts';

const threshold = 'cislo:slo_burn_rate_threshold';

/** grafana/rules/cislo.rules.yml: the thresholds of each objective, the burn-rate alerts, and alerts about cislo itself. */
export function alertRulesYaml(): string {
  return `# Generated from scripts/generate/alert-rules.ts by \`npm run generate\`; changes made here are lost.
# Multi-window, multi-burn-rate alerts: https://sre.google/workbook/alerting-on-slos/
# They alert as the usual policies of cislo do (docs/alerts.md), on Prometheus 2.42 or newer: both windows above the threshold and ${usualMinBad}
# bad events in the long one, for a while. No events, no data and a server
# that is away give no burn rate, and so no alert. Every replica exports the same values: max, not sum.
groups:
  - name: cislo-slo
    interval: 1m
    rules:
${pairsOfLongWindows.map(thresholdRule).join('')}${pairsOfLongWindows.map(burnAlert).join('')}  - name: cislo-itself
    interval: 1m
    rules:
      - alert: CisloSettlingBehind
        expr: max by (job) (${m.settleLag.name}) > 300
        for: 5m
        labels:
          severity: ticket
        annotations:
          summary: cislo is {{ $value | humanizeDuration }} behind
          description: Deliveries or due events wait longer than 5 minutes to be counted. See the log of the app and whether its database answers.
      - alert: CisloDeliveriesMissed
        expr: sum by (job) (increase(${m.webhookDeliveries.name}{result=~"unavailable|failed"}[10m])) >= ${usualMinBad}
        labels:
          severity: ticket
        annotations:
          summary: cislo could not store {{ $value | humanize }} deliveries in 10 minutes
          description: GitHub was told so, and does not try again by itself. See whether the database answers; with the App's credentials they are fetched as soon as it does.
      - alert: CisloDeliveriesLost
        expr: max by (job) (increase(${m.webhookRecovery.name}{result="lost"}[6h])) >= ${usualMinBad}
        labels:
          severity: ticket
        annotations:
          summary: cislo could not recover {{ $value | humanize }} deliveries in 6 hours
          description: They had not been stored, and GitHub does not have their payloads any more. The log of the app names them; a back-fill brings what they told.
${formatYaml({ groups: [percentileRules()] }, '').replace('groups:\n', '')}`;
}

/**
 * The burn rate that a pair alerts at: budget share × SLO window ÷ long window. Absent when it is below 1, out of the target's reach, or when
 * the long window is not shorter than the SLO's own: such a pair is left out.
 */
function thresholdRule({ long, longMs, budgetRatio }: BurnPair): string {
  const longSeconds = longMs / 1000;
  const border = longWindowMs / 1000;
  const shortShare = pairsOfShortWindows.find((pair) => pair.long === long)?.budgetRatio;
  const ofShort =
    shortShare === undefined
      ? ''
      : `
              or
                (${shortShare} * ${m.sloWindow.name} / ${longSeconds} and ${m.sloWindow.name} < ${border})`;
  return `      - record: ${threshold}
        labels:
          long: ${long}
        expr: |
          max by (job, slo) (
              (
                (${budgetRatio} * ${m.sloWindow.name} / ${longSeconds} and ${m.sloWindow.name} >= ${border})${ofShort}
              ) >= 1 < 1 / (1 - ${m.sloObjective.name})
            and ${m.sloWindow.name} > ${longSeconds}
          )
`;
}

function burnAlert({ long, short, severity }: BurnPair): string {
  const burning = (window: string): string =>
    `max by (job, slo) (${m.sloBurnRate.name}{window="${window}"}) > on (job, slo) ${threshold}{long="${long}"}`;
  return `      - alert: CisloErrorBudgetBurn
        expr: |
          ${burning(long)}
          and on (job, slo) ${burning(short)}
          and on (job, slo) max by (job, slo) (${m.sloWindowEvents.name}{window="${long}",verdict="bad"}) >= ${usualMinBad}
        for: ${prometheusDuration(usualAlertAfterMs(severity))}
        keep_firing_for: ${prometheusDuration(usualResolveAfterMs)}
        labels:
          severity: ${severity}
          long: ${long}
          short: ${short}
        annotations:
          summary: '{{ $labels.slo }} burns its error budget {{ $value | humanize }} times too fast'
          description: 'Over the last ${long}, and still over the last ${short}. See what is bad: /api/slos/{{ $labels.slo }}/status and the page of cislo.'
`;
}

/** deploy/kubernetes/prometheusrule.yaml: the same rules for the Prometheus Operator. */
export function prometheusRuleYaml(): string {
  const rules = alertRulesYaml();
  const groups = rules.slice(rules.indexOf('groups:'));
  const indented = groups.replaceAll(/^(?=.)/gm, '  ');
  return `# Generated by \`npm run generate\` from the rules in grafana/rules; changes made here are lost.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: cislo
spec:
${indented}`;
}
