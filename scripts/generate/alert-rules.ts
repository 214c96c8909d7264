import { metricFamilies as m } from '../../src/model/metric-names.ts';
import { type AlertPair, alertPairs, burnWindows, defaultMinBad } from '../../src/slo/alert-pairs.ts';

/** A pair whose threshold cannot be reached alerts at this share of the highest burn rate there is, 1 / (1 - target). */
const reachableRatio = 0.9;
const threshold = 'cislo:slo_burn_rate_threshold';

/** grafana/rules/cislo.rules.yml: the thresholds of each objective, the burn-rate alerts, and alerts about cislo itself. */
export function alertRulesYaml(): string {
  return `# Generated from scripts/generate/alert-rules.ts by \`npm run generate\`; changes made here are lost.
# Multi-window, multi-burn-rate alerts: https://sre.google/workbook/alerting-on-slos/
# An alert needs both windows above the threshold and ${defaultMinBad} bad events in the long one. No events, no data and a server
# that is away give no burn rate, and so no alert. Every replica exports the same values: max, not sum.
groups:
  - name: cislo-slo
    interval: 1m
    rules:
${alertPairs.map(thresholdRule).join('')}${alertPairs.map(burnAlert).join('')}  - name: cislo-itself
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
        expr: sum by (job) (increase(${m.webhookDeliveries.name}{result=~"unavailable|failed"}[10m])) >= ${defaultMinBad}
        labels:
          severity: ticket
        annotations:
          summary: cislo could not store {{ $value | humanize }} deliveries in 10 minutes
          description: GitHub was told so, and does not try again by itself. See whether the database answers; with the App's credentials they are fetched as soon as it does.
      - alert: CisloDeliveriesLost
        expr: max by (job) (increase(${m.webhookRecovery.name}{result="lost"}[6h])) >= ${defaultMinBad}
        labels:
          severity: ticket
        annotations:
          summary: cislo could not recover {{ $value | humanize }} deliveries in 6 hours
          description: They had not been stored, and GitHub does not have their payloads any more. The log of the app names them; a back-fill brings what they told.
`;
}

/** The lower of the budget's threshold and what can be reached; absent when the long window is not shorter than the SLO's own. */
function thresholdRule({ long, budgetRatio }: AlertPair): string {
  const longSeconds = burnWindows[long] / 1000;
  return `      - record: ${threshold}
        labels:
          long: ${long}
        expr: |
          min by (job, slo) (
              label_replace(${budgetRatio} * ${m.sloWindow.name} / ${longSeconds}, "bound", "budget", "", "")
            or
              label_replace(${reachableRatio} / (1 - ${m.sloObjective.name}), "bound", "reachable", "", "")
          )
          and on (job, slo) ${m.sloWindow.name} > ${longSeconds}
`;
}

function burnAlert({ long, short, severity }: AlertPair): string {
  const burning = (window: string): string =>
    `max by (job, slo) (${m.sloBurnRate.name}{window="${window}"}) > on (job, slo) ${threshold}{long="${long}"}`;
  return `      - alert: CisloErrorBudgetBurn
        expr: |
          ${burning(long)}
          and on (job, slo) ${burning(short)}
          and on (job, slo) max by (job, slo) (${m.sloWindowEvents.name}{window="${long}",verdict="bad"}) >= ${defaultMinBad}
        labels:
          severity: ${severity}
          long: ${long}
          short: ${short}
        annotations:
          summary: '{{ $labels.slo }} burns its error budget {{ $value | humanize }} times too fast'
          description: 'Over the last ${long}, and still over the last ${short}. See what is bad: /api/slos/{{ $labels.slo }}/status and the page of cislo.'
`;
}
