import type { Definitions } from '../../explain/definitions.ts';
import type { StoredSloAction } from '../../generation/change-stored-slo.ts';
import type { SloStatusStore } from '../../status/read-slo-status.ts';
import type { ReadDoor } from '../../store/read/read-door.ts';
import type { StoredSloVersion } from '../../store/stored-slo/save-stored-slo.ts';

/** What the API reads from. */
export interface ApiContext {
  readonly read: SloStatusStore &
    Pick<
      ReadDoor,
      | 'listRuns'
      | 'listWorkflowRuns'
      | 'listRevisions'
      | 'readRunLog'
      | 'readRevisionLog'
      | 'readObjectives'
      | 'readAlertStates'
      | 'readSloMinutes'
      | 'readGenerations'
      | 'listSloEvents'
      | 'countPendingAt'
      | 'countDeliveries'
      | 'judgeMinutes'
      | 'readInstanceCounts'
      | 'readInstanceSteps'
      | 'readInstancePending'
      | 'listJudgedBad'
    >;
  /** What rows and verdicts are explained by. */
  readonly definitions: () => Promise<Definitions>;
  /** Changes a stored SLO. Rejects with `conflict`, `not_found` or `other_version`. */
  readonly changeSlo: (action: StoredSloAction, change: StoredSloVersion) => Promise<void>;
  /** Our clock, ms. */
  readonly clock: () => number;
}
