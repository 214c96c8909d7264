import { type SloStatusWord, sloStatusWords } from '../../slo/slo-status.ts';
import { type GateDecision, type GateSettings, gateDecisions, type Risk } from './gate-settings.ts';

/** What the gate looks at of an SLO. */
export interface GatedSlo {
  readonly id: string;
  readonly displayName: string;
  readonly service: string;
  readonly status: SloStatusWord;
  /** Why it stands so, as a sentence. */
  readonly reason: string;
  /** Signed; null is no data. */
  readonly budgetRemainingRatio: number | null;
  /** Who may approve a change to its service; at least one name, or words for whom. */
  readonly approvers: readonly string[];
  /** The job with the most of its latest bad events; null where it counts no jobs, or there are none. */
  readonly costliestJob: string | null;
}

/** What the gate says of a change. */
export interface GateAnswer {
  readonly risk: Risk;
  /** The strictest of those of its SLOs. */
  readonly decision: GateDecision;
  /** Of the SLO that decided. */
  readonly status: SloStatusWord;
  /** Why, in a sentence or two. */
  readonly reason: string;
  readonly slos: readonly (Omit<GatedSlo, 'approvers' | 'costliestJob'> & { readonly decision: GateDecision })[];
  /** What has to be so again before the change goes on. */
  readonly conditions: readonly string[];
  /** What can be done instead. */
  readonly alternatives: readonly string[];
  /** Who may approve the change all the same; empty where nobody has to. */
  readonly approvers: readonly string[];
}

/**
 * Decides about a change by how SLOs stand: the strictest decision counts, and of equal ones the SLO that stands worst. `slos`: at least one.
 *
 * Source: the matrix of the settings; by default that of `usualGate`.
 */
export function decideGate(slos: readonly GatedSlo[], risk: Risk, settings: GateSettings): GateAnswer {
  const decided = slos.map((slo) => ({ slo, decision: settings.matrix[slo.status][risk] }));
  const [first] = [...decided].sort(
    (one, other) =>
      gateDecisions.indexOf(other.decision) - gateDecisions.indexOf(one.decision) ||
      severity(other.slo.status) - severity(one.slo.status),
  );
  if (first === undefined) throw new RangeError('a gate decides by at least one SLO');
  const { decision } = first;
  // What is milder than the decision holds nothing up.
  const holding = decided.filter((one) => one.decision !== 'approve' && one.decision === decision);
  const jobs = holding.flatMap(({ slo }) => slo.costliestJob ?? []);
  return {
    risk,
    decision,
    status: first.slo.status,
    reason: reasonOf(first.slo, decision, risk),
    slos: decided.map(({ slo: { approvers: _approvers, costliestJob: _job, ...slo }, decision: own }) => ({
      ...slo,
      decision: own,
    })),
    conditions: unique(holding.flatMap(({ slo }) => settings.conditions[slo.status])),
    alternatives: unique([
      ...settings.alternatives[decision],
      ...(decision === 'approve' ? [] : jobs.map((job) => `fix first: ${job}`)),
    ]),
    approvers: unique(holding.flatMap(({ slo }) => slo.approvers)),
  };
}

const verbs: Readonly<Record<GateDecision, string>> = {
  approve: 'may go on',
  review: 'needs somebody to approve it',
  defer: 'should wait',
  block: 'must not go on',
};

function reasonOf({ displayName, status, reason }: GatedSlo, decision: GateDecision, risk: Risk): string {
  return `A change of ${risk} risk ${verbs[decision]}: "${displayName}" is ${status.replace('_', ' ')}. ${reason}`;
}

/** No data says less than any trouble, and more than that all is well. */
function severity(word: SloStatusWord): number {
  return word === 'no_data' ? sloStatusWords.indexOf('healthy') + 0.5 : sloStatusWords.indexOf(word);
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
