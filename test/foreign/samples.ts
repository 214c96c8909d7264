/** One file of each format, written for these tests. */
export const foreignSamples = {
  sloth: `version: prometheus/v1
service: shop
labels: { team: carts }
slos:
  - name: checkout
    objective: 99.95
    description: Checkouts succeed.
    labels: { area: money }
    sli:
      events:
        error_query: sum(rate(checkouts_total{code=~"5.."}[{{.window}}]))
        total_query: sum(rate(checkouts_total[{{.window}}]))
    alerting:
      name: CheckoutFails
      page_alert: { labels: { severity: page } }
  - name: search
    objective: 99
    sli:
      raw: { error_ratio_query: 'search:errors:ratio{w="{{.window}}"}' }
  - name: slow
    objective: 95
    sli:
      events:
        error_query: |
          (
            sum(rate(wait_count[{{.window}}])) - sum(rate(wait_bucket{le="1"}[{{.window}}]))
          )
        total_query: sum(rate(wait_count[{{.window}}]))
  - name: plugged
    objective: 99
    sli: { plugin: { id: some/plugin } }
  - name: average
    objective: 99
    sli: { events: { error_query: 'avg_over_time(x[{{.window}}])', total_query: 'rate(y[{{.window}}])' } }
`,
  slothKubernetes: `apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata: { name: shop, namespace: monitoring, labels: { nested: { a: b } } }
spec:
  service: shop
  slos:
    - name: pay
      objective: 99.9
      sli: { events: { errorQuery: 'rate(pay_failed_total[{{.window}}])', totalQuery: 'rate(pay_total[{{ .window }}])' } }
      alerting: { pageAlert: { disable: true } }
`,
  pyrra: `apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: { name: web-errors, namespace: monitoring, labels: { team: web } }
spec:
  target: '99.5'
  window: 2w
  indicator:
    ratio:
      errors: { metric: 'requests_total{code=~"5.."}' }
      total: { metric: requests_total }
      grouping: [handler]
---
apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: { name: web-latency, annotations: { owner: web } }
spec:
  target: '99'
  window: 30d
  indicator: { latency: { success: { metric: 'wait_bucket{le="1"}' }, total: { metric: wait_count } } }
---
apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: { name: up }
spec: { target: '99', window: 30d, indicator: { bool_gauge: { metric: up } } }
---
apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: { name: native }
spec: { target: '99', window: 30d, indicator: { latencyNative: { latency: 1s, total: { metric: wait } } } }
`,
  sloDev: `apiVersion: slo.dev/v1
kind: ServiceLevelObjective
metadata:
  name: orders
  namespace: prod
  labels: { tier: critical }
  annotations: { runbook: https://example.com/r, oncall: orders }
spec:
  service: orders
  description: Orders arrive.
  indicator:
    type: ratio
    ratio:
      good: { metric: orders_total, filters: ['code !~ "5.."', 'path == /buy', 'code != 4xx', 'code = 2xx', 'zone == "eu"'] }
      total: { metric: orders_total }
  objectives:
    - { displayName: Month, window: 30d, target: 0.999, description: By month. }
    - { window: 7d, target: 0.99 }
  alerting: { enabled: true }
---
apiVersion: slo.dev/v1
kind: ServiceLevelObjective
metadata: { name: delay }
spec:
  service: batch
  indicator: { type: threshold, threshold: { metric: delay_minutes, operator: lte, value: 30, filters: [{ line: critical }] } }
  objectives: [{ window: 7d, target: 0.99 }]
---
apiVersion: slo.dev/v1
kind: ServiceLevelObjective
metadata: { name: fast }
spec:
  service: api
  indicator: { type: latency, latency: { metric: wait_seconds, percentile: 0.95, threshold_ms: 500 } }
  objectives: [{ window: 30d, target: 0.95 }]
---
apiVersion: slo.dev/v1
kind: ServiceLevelObjective
metadata: { name: flat }
spec:
  service: api
  indicator: { type: ratio, counter: { metric: ok_total }, total: { metric: all_total } }
  objectives: [{ window: 30d, target: 0.95 }]
---
apiVersion: slo.dev/v1
kind: ServiceLevelObjective
metadata: { name: odd }
spec:
  service: api
  indicator: { type: ratio, ratio: { good: { metric: ok_total, filters: [whatever] }, total: { metric: all_total } } }
  objectives: [{ window: 30d, target: 0.95 }]
---
apiVersion: slo.dev/v1
kind: ServiceLevelObjective
metadata: { name: alive }
spec: { service: api, indicator: { type: availability }, objectives: [{ window: 30d, target: 0.95 }] }
`,
  alpha: `- apiVersion: openslo/v1alpha
  kind: Service
  metadata: { name: mail, displayName: Mail }
  spec: { description: Sends mail. }
- apiVersion: openslo/v1alpha
  kind: Service
  metadata: { name: Not a name }
- apiVersion: openslo/v1alpha
  kind: SLO
  metadata: { name: mail-sent, displayName: Mail is sent }
  spec:
    service: mail
    budgetingMethod: Timeslices
    timeWindows: [{ unit: Day, count: 28, isRolling: true }]
    objectives:
      - target: 0.98
        timeSliceTarget: 0.9
        ratioMetrics:
          incremental: true
          good: { source: Prometheus, queryType: promql, query: sent_total }
          total: { source: Prometheus, query: mails_total }
      - target: 0.9
        timeSliceTarget: 0.5
        ratioMetrics:
          counter: false
          bad: { source: datadog, queryType: query, query: lost, metadata: { site: eu } }
          total: { source: datadog, queryType: query, query: mails }
- apiVersion: openslo/v1alpha
  kind: SLO
  metadata: { name: mail-delay }
  spec:
    service: mail
    budgetingMethod: Occurrences
    indicator: { thresholdMetric: { source: prometheus, query: delay_seconds } }
    timeWindows: [{ unit: Month, count: 1, isRolling: false, calendar: { startTime: 2026-01-01 00:00:00, timeZone: UTC } }]
    objectives: [{ op: lt, value: 200.0, target: 0.98 }, { op: lt, value: 900, target: 0.99 }]
- apiVersion: openslo/v1alpha
  kind: SLO
  metadata: { name: by-second }
  spec:
    service: mail
    budgetingMethod: Occurrences
    indicator: { thresholdMetric: { source: prometheus, query: delay_seconds } }
    timeWindows: [{ unit: Second, count: 90, isRolling: true }]
    objectives: [{ op: lt, value: 1, target: 0.98 }]
`,
} as const;
