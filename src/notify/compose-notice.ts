import { causeText, type Notice, type NoticeFacts } from '../act/notice/notice.ts';
import { policiesOf } from '../alert/policies-of.ts';
import type { Objective } from '../model/objective.ts';
import { systemViewer } from '../model/viewer.ts';
import { annotationsOf } from '../slo/slo-annotations.ts';
import type { Compare } from '../status/read-bubble-up.ts';
import { readSloStatus, type SloStatusStore } from '../status/read-slo-status.ts';

export interface ComposeParts {
  readonly read: SloStatusStore;
  readonly compare: Compare;
  /** Where people reach this server, without a slash at the end; null: not known. */
  readonly publicUrl: string | null;
  /** Milliseconds. */
  readonly clock: () => number;
}

/** Puts facts into words: how the SLO stands now, and what its bad events have in common. */
export async function composeNotice(
  { read, compare, publicUrl, clock }: ComposeParts,
  id: string,
  facts: NoticeFacts,
  objective: Objective | null,
): Promise<Notice> {
  const address = publicUrl === null ? null : `${publicUrl}/slos/${encodeURIComponent(facts.slo)}`;
  if (objective === null)
    return {
      ...{ ...facts, id, displayName: facts.slo, cause: null, hoursLeft: null },
      standing: 'The SLO is gone.',
      ...{ owner: null, runbook: null, dashboard: null, page: address },
    };
  const [reading] = await readSloStatus(read, systemViewer, [objective], clock());
  const status = reading?.status;
  const policy = policiesOf(objective, clock()).policies.find(({ name }) => name === facts.policy);
  const { owner, runbook, dashboard } = annotationsOf(objective);
  return {
    ...facts,
    id,
    displayName: objective.displayName,
    standing: status?.reason ?? '',
    cause: facts.kind === 'resolved' || facts.kind === 'test' ? null : await findCause(compare, objective, facts),
    hoursLeft: status?.hours_to_exhaustion ?? null,
    owner: policy?.owner ?? owner,
    runbook: policy?.runbook ?? runbook,
    dashboard: policy?.dashboard ?? dashboard,
    page: address,
  };
}

/** What tells the bad events of the alert from the good ones of the same time, most; null: nothing does. */
async function findCause(compare: Compare, objective: Objective, facts: NoticeFacts): Promise<string | null> {
  const question = { from: facts.firingAt - facts.lookbackMs, to: facts.at, dimensions: null, limit: 1 };
  const [top] = (await compare(systemViewer, objective, question)).items;
  return top === undefined ? null : causeText(top.dimension, top.value, top.badShare, top.goodShare);
}
