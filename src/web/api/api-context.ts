import type { GateDecision, GateSettings } from '../../act/gate/gate-settings.ts';
import type { Definitions } from '../../explain/definitions.ts';
import type { StoredSloAction } from '../../generation/change-stored-slo.ts';
import type { MeasuredIndicator } from '../../model/objective.ts';
import type { Viewer } from '../../model/viewer.ts';
import type { MeasuredSource } from '../../source/measured-source.ts';
import type { Compare } from '../../status/read-bubble-up.ts';
import type { ReportSettings } from '../../status/read-report.ts';
import type { SloStatusStore } from '../../status/read-slo-status.ts';
import type { SloSuggestions } from '../../status/suggest-slos.ts';
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
      | 'listJourneys'
      | 'readComparedEvents'
      | 'countPendingAt'
      | 'countDeliveries'
      | 'judgeMinutes'
      | 'readInstanceCounts'
      | 'readInstanceSteps'
      | 'readInstancePending'
      | 'listJudgedBad'
      | 'countCohort'
      | 'readJobFacts'
    >;
  /** What rows and verdicts are explained by. */
  readonly definitions: () => Promise<Definitions>;
  /** Finds what bad events have in common; beside the thread that takes deliveries. */
  readonly compare: Compare;
  /** Changes a stored SLO. Rejects with `conflict`, `not_found` or `other_version`. */
  readonly changeSlo: (action: StoredSloAction, change: StoredSloVersion) => Promise<void>;
  /** Opens what an indicator measures; whoever asks closes it. */
  readonly openMeasured: (indicator: MeasuredIndicator, graceMs: number) => MeasuredSource;
  /** Proposes SLOs for what a viewer may see. */
  readonly suggest: (viewer: Viewer) => Promise<SloSuggestions>;
  /** What the configuration says of reports. */
  readonly reports: ReportSettings;
  /** What the gate decides by. */
  readonly gate: GateSettings;
  /** Counts a decision of the gate. */
  readonly countDecision: (decision: GateDecision) => void;
  /** Our clock, ms. */
  readonly clock: () => number;
}
