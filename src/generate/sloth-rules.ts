import { type Decimal, formatDecimal, parseDecimal } from '../model/decimal.ts';
import { metricFamilies as m } from '../model/metric-names.ts';
import { prometheusDuration } from '../time/prometheus-duration.ts';
import type { AlertedSlo } from './alerted-slo.ts';
import type { PrometheusRuleFile, RecordingRule, RuleGroup } from './prometheus-rule-file.ts';

/** Sloth's windows, and the `window` label that cislo's gauges have for them. */
const windows = [
  ['5m', '5m'],
  ['30m', '30m'],
  ['1h', '1h'],
  ['2h', '2h'],
  ['6h', '6h'],
  ['1d', '24h'],
  ['3d', '3d'],
] as const;

const dayMs = 86_400_000;

/**
 * Recordings by the names and labels of Sloth (https://sloth.dev/), fed from cislo's gauges: dashboards made for Sloth show cislo's
 * SLOs. Ratios are of events; a window without events has no value.
 *
 * @param version of cislo, for the series `sloth_slo_info`
 */
export function slothRules(slos: readonly AlertedSlo[], version: string): PrometheusRuleFile {
  return { groups: slos.flatMap((slo) => [errorRatios(slo), metadata(slo, version)]) };
}

/** The burn rate is the share of bad events ÷ (1 − target). */
function errorRatios(slo: AlertedSlo): RuleGroup {
  const budget = budgetOf(slo);
  const rules = windows.map(([sloth, window]): RecordingRule => {
    const rate = `max(${m.sloBurnRate.name}{slo="${slo.id}",window="${window}"})`;
    return {
      record: `slo:sli_error:ratio_rate${sloth}`,
      expr: `${rate} * ${budget}`,
      labels: { ...labelsOf(slo), sloth_window: sloth },
    };
  });
  const period = prometheusDuration(slo.windowMs);
  const whole = {
    record: `slo:sli_error:ratio_rate${period}`,
    expr: `1 - max(${m.sloSli.name}{slo="${slo.id}"})`,
    labels: { ...labelsOf(slo), sloth_window: period },
  };
  const own = rules.filter(({ record }) => record !== whole.record);
  return { name: `sloth-slo-sli-recordings-${idOf(slo)}`, interval: '1m', rules: [...own, whole] };
}

function metadata(slo: AlertedSlo, version: string): RuleGroup {
  const labels = labelsOf(slo);
  const chosen = `{sloth_id="${labels.sloth_id}",sloth_service="${labels.sloth_service}",sloth_slo="${labels.sloth_slo}"}`;
  const burn = (window: string): string =>
    `slo:sli_error:ratio_rate${window}${chosen}\n/ on (sloth_id, sloth_service, sloth_slo) group_left ()\nslo:error_budget:ratio${chosen}`;
  const rule = (record: string, expr: string): RecordingRule => ({ record, expr, labels });
  const rules = [
    rule('slo:objective:ratio', `vector(${slo.targetDecimal})`),
    rule('slo:error_budget:ratio', `vector(${budgetOf(slo)})`),
    rule('slo:time_period:days', `vector(${slo.windowMs / dayMs})`),
    rule('slo:current_burn_rate:ratio', burn('5m')),
    rule('slo:period_burn_rate:ratio', burn(prometheusDuration(slo.windowMs))),
    rule('slo:period_error_budget_remaining:ratio', `1 - slo:period_burn_rate:ratio${chosen}`),
    {
      record: 'sloth_slo_info',
      expr: 'vector(1)',
      labels: {
        ...labels,
        sloth_mode: 'cislo',
        sloth_objective: slo.targetDecimal,
        sloth_spec: 'openslo/v1',
        sloth_version: version,
      },
    },
  ];
  return { name: `sloth-slo-meta-recordings-${idOf(slo)}`, interval: '1m', rules };
}

/** 1 − target, as decimal digits, exact. */
function budgetOf({ targetDecimal }: AlertedSlo): string {
  const { digits, places } = parseDecimal(targetDecimal) as Decimal;
  return formatDecimal({ digits: 10n ** BigInt(places) - digits, places });
}

function idOf({ service, id }: AlertedSlo): string {
  return `${service}-${id}`;
}

function labelsOf(slo: AlertedSlo) {
  return { sloth_id: idOf(slo), sloth_service: slo.service, sloth_slo: slo.id };
}
