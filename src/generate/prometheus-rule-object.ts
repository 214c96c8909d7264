import type { PrometheusRuleFile } from './prometheus-rule-file.ts';

/** The rules as an object that the Prometheus Operator reads (https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule). */
export function prometheusRuleObject({ groups }: PrometheusRuleFile, name: string) {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name, labels: { 'app.kubernetes.io/name': 'cislo' } },
    spec: { groups },
  };
}
