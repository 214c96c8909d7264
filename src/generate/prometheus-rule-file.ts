/** A rule of Prometheus that keeps the value of an expression as a new series. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A rule of Prometheus that alerts while an expression has a value. */
export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Rules that are evaluated together, in their order. */
export interface RuleGroup {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly (RecordingRule | AlertingRule)[];
}

/** A rule file (https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/). */
export interface PrometheusRuleFile {
  readonly groups: readonly RuleGroup[];
}
