import { type SloStatusWord, sloStatusWords } from '../../slo/slo-status.ts';

/** How much a change may break. */
export const risks = ['low', 'medium', 'high'] as const;
export type Risk = (typeof risks)[number];

/** What the gate says of a change, the mildest first. */
export const gateDecisions = ['approve', 'review', 'defer', 'block'] as const;
export type GateDecision = (typeof gateDecisions)[number];

/** The decision for each status of an SLO and each risk of a change. */
export type GateMatrix = Readonly<Record<SloStatusWord, Readonly<Record<Risk, GateDecision>>>>;

/** Everything that the gate decides by. */
export interface GateSettings {
  readonly matrix: GateMatrix;
  /** What has to be so again before a change goes on, by the status of the SLO, in words. */
  readonly conditions: Readonly<Record<SloStatusWord, readonly string[]>>;
  /** What can be done instead, by the decision, in words. */
  readonly alternatives: Readonly<Record<GateDecision, readonly string[]>>;
  /** Who may approve changes, by service; where a service is missing, the owner of its SLO may. */
  readonly productOwners: Readonly<Record<string, string>>;
}

/** The gate as it is where the configuration says nothing else. */
export const usualGate: GateSettings = {
  matrix: {
    no_data: { low: 'review', medium: 'review', high: 'review' },
    healthy: { low: 'approve', medium: 'approve', high: 'review' },
    attention: { low: 'approve', medium: 'review', high: 'defer' },
    warning: { low: 'review', medium: 'defer', high: 'block' },
    critical: { low: 'defer', medium: 'block', high: 'block' },
    exhausted: { low: 'block', medium: 'block', high: 'block' },
  },
  conditions: {
    no_data: ['events are counted again'],
    healthy: [],
    attention: ['budget back above 50 %'],
    warning: ['budget back above 25 %', 'ticket alerts resolved'],
    critical: ['budget back above 10 %', 'page alerts resolved'],
    exhausted: ['budget back above 0 %', 'page and ticket alerts resolved'],
  },
  alternatives: {
    approve: [],
    review: ['split the change', 'ship behind a flag'],
    defer: ['split the change', 'ship behind a flag'],
    block: ['ship behind a flag'],
  },
  productOwners: {},
};

/** Parts of the settings, as the configuration gives them. */
export interface GateOverrides {
  readonly matrix?: Partial<Record<SloStatusWord, Partial<Record<Risk, GateDecision>>>> | undefined;
  readonly conditions?: Partial<Record<SloStatusWord, readonly string[]>> | undefined;
  readonly alternatives?: Partial<Record<GateDecision, readonly string[]>> | undefined;
}

/** The usual gate with what the configuration says instead. */
export function gateSettingsOf(
  { matrix = {}, conditions = {}, alternatives = {} }: GateOverrides,
  productOwners: GateSettings['productOwners'],
): GateSettings {
  const rows = sloStatusWords.map((word) => [word, { ...usualGate.matrix[word], ...matrix[word] }] as const);
  return {
    matrix: Object.fromEntries(rows) as GateMatrix,
    conditions: { ...usualGate.conditions, ...conditions },
    alternatives: { ...usualGate.alternatives, ...alternatives },
    productOwners,
  };
}
