import type { GateAnswer } from '../../act/gate/decide-gate.ts';

/**
 * What the gate says, as the API and `cislo gate --json` write it.
 *
 * @param isForEveryone without the names of people and jobs
 */
export function gateJson({ decision, status, risk, reason, slos, ...answer }: GateAnswer, isForEveryone = false) {
  const { conditions, alternatives, approvers } = answer;
  return {
    decision,
    status,
    risk,
    reason,
    slos: slos.map(({ displayName, budgetRemainingRatio, id, service, status: own, decision: said, reason: why }) => ({
      id,
      display_name: displayName,
      service,
      status: own,
      decision: said,
      reason: why,
      budget_remaining_ratio: budgetRemainingRatio,
    })),
    conditions: [...conditions],
    alternatives: alternatives.filter((one) => !isForEveryone || !one.startsWith('fix first:')),
    approvers: isForEveryone ? [] : [...approvers],
  };
}
