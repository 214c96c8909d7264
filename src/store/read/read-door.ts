import type { RaisedAlert } from '../../alert/alert-evaluator.ts';
import type { Minute } from '../../budget/minute.ts';
import type { PackedEvent } from '../../compare/packed-event.ts';
import type { Counts, EventIndicator, JourneyIndicator, Objective } from '../../model/objective.ts';
import type { Viewer } from '../../model/viewer.ts';
import type { Bounds } from '../../time/window-bounds.ts';
import type { AlertStateRow } from '../alerts/alert-state-row.ts';
import type { MinuteCounts } from '../event/count-minutes.ts';
import type { JudgedRange } from '../event/judged-events-sql.ts';
import type { GenerationView } from '../generation/read-generations.ts';
import type { NotificationRow, NotificationState } from '../notification/notification-row.ts';
import type { NotificationCount } from '../notification/read-notifications.ts';
import type { CohortCounts } from '../report/count-cohort.ts';
import type { JobFactsOfPeriod } from '../report/read-job-facts.ts';
import type { InstanceCounts, InstanceGrouping, InstancePending, InstanceStep } from './instance-sums.ts';
import type { JourneyFilter } from './list-journeys.ts';
import type { SloEventFilter, SloEventView } from './list-slo-events.ts';
import type { ComparedQuestion } from './read-compared-events.ts';
import type { RepositoryDay } from './read-repository-days.ts';
import type { RevisionLog } from './read-revision-log.ts';
import type { RunLog } from './read-run-log.ts';
import type { SloDay } from './read-slo-days.ts';
import type { Steps } from './read-slo-minutes.ts';
import type { SourceStandingView } from './read-source-standings.ts';
import type {
  Freshness,
  OpenJobs,
  OverdueJobs,
  Page,
  ReadTotalsOptions,
  RevisionFilter,
  RevisionsWithoutStatus,
  RevisionView,
  RunFilter,
  RunView,
  SloWindow,
  TotalRow,
  WorkflowRunView,
} from './view.ts';

/** When the judged events were, and when they are judged; ms. */
export type JudgedTime = Pick<JudgedRange, 'from' | 'to' | 'now' | 'graceMs'>;

/**
 * The one way to read the store. Each method takes the viewer first and answers with what that viewer may see:
 *
 * - Rows: `system` sees all; `everyone` those of listed repositories that are public on GitHub; a `person` those of
 *   their repositories. A row of another repository is as if it did not exist.
 * - Sums: over the repositories whose rows the viewer sees. One exception: `everyone` gets the numbers of the chosen
 *   objectives over all repositories, because the choice makes them public.
 * - Objectives: as `sightOf` says. One that the viewer may not see is as if it did not exist.
 * - Events without a repository: a `person` sees those of objectives whose `cislo.dev/visible-to` names them.
 *
 * No method writes, folds or waits for other work.
 */
export interface ReadDoor {
  /** Job runs, newest queued first. @throws CisloError bad_request for a cursor that no page gave. */
  listRuns(viewer: Viewer, filter: RunFilter): Promise<Page<RunView>>;
  /** Workflow runs, newest queued first. @throws CisloError bad_request for a cursor that no page gave. */
  listWorkflowRuns(viewer: Viewer, filter: RunFilter): Promise<Page<WorkflowRunView>>;
  /** Revisions, newest change first. @throws CisloError bad_request for a cursor that no page gave. */
  listRevisions(viewer: Viewer, filter: RevisionFilter): Promise<Page<RevisionView>>;

  /** What the run of this id is made from; null when there is none that the viewer may see. */
  readRunLog(viewer: Viewer, id: string): Promise<RunLog | null>;
  /** What the revision row of this id is made from; null when there is none that the viewer may see. */
  readRevisionLog(viewer: Viewer, id: string): Promise<RevisionLog | null>;

  /** Durable totals for counters and histograms, all repositories together, or by repository for the named ones. */
  readTotals(viewer: Viewer, options?: ReadTotalsOptions): Promise<readonly TotalRow[]>;
  /** The providers with series of their own, at most `max`; all others are `other`. */
  readNamedProviders(viewer: Viewer, max: number): Promise<readonly string[]>;
  /** Open (not final, not abandoned) job runs by kind, provider and state. */
  readOpenJobs(viewer: Viewer): Promise<readonly OpenJobs[]>;
  /** Open builds and tests of a CI, waiting for no person, queued before `before` (ms), by kind and provider. */
  readOverdueJobs(viewer: Viewer, before: number): Promise<readonly OverdueJobs[]>;
  /** Open revisions (newest head, not closed) changed before `before` (ms) without a first status that somebody owes, by provider (and `any`). */
  readRevisionsWithoutStatus(viewer: Viewer, before: number): Promise<readonly RevisionsWithoutStatus[]>;

  /** The objectives that the viewer may see, in their order. */
  readObjectives(viewer: Viewer): Promise<readonly Objective[]>;
  /**
   * Verdict counts by SLO for half-open windows [from, to) in ms, exact to the minute. One query for all. Windows of
   * objectives that the viewer may not see are left out.
   */
  readSloCounts(viewer: Viewer, windows: readonly SloWindow[]): Promise<readonly (SloWindow & Counts)[]>;
  /** What one SLO counted in each step (usually a minute) of [from, to), in order; nothing of an SLO that the viewer may not see. */
  readSloMinutes(viewer: Viewer, window: SloWindow, steps?: Steps): Promise<readonly Minute[]>;
  /** The events that an objective judged; none of one that the viewer may not see, or of repositories that they may not see. */
  listSloEvents(viewer: Viewer, slo: string, filter: SloEventFilter): Promise<Page<SloEventView>>;
  /** The bad and good events of an objective to compare; none of one that the viewer may not see, or of repositories that they may not see. */
  readComparedEvents(viewer: Viewer, slo: string, question: ComparedQuestion): Promise<readonly PackedEvent[]>;
  /** The journeys of an objective (null: of one that is not deployed) that were decided, of repositories that the viewer may see; they are judged now. */
  listJourneys(
    viewer: Viewer,
    slo: string | null,
    indicator: JourneyIndicator,
    filter: JourneyFilter,
    time: Pick<JudgedTime, 'now' | 'graceMs'>,
  ): Promise<Page<SloEventView>>;
  /** What each instance of an SLO counted in stretches of time, over the repositories that the viewer may see; nothing of an SLO that they may not see. */
  readInstanceCounts(
    viewer: Viewer,
    grouping: InstanceGrouping,
    windows: readonly Bounds[],
  ): Promise<readonly InstanceCounts[]>;
  /** The same by steps of one stretch, usually minutes. */
  readInstanceSteps(
    viewer: Viewer,
    grouping: InstanceGrouping,
    range: Bounds,
    steps?: Steps,
  ): Promise<readonly InstanceStep[]>;
  /** Events of each instance that have no verdict yet. */
  readInstancePending(viewer: Viewer, grouping: InstanceGrouping): Promise<readonly InstancePending[]>;
  /** How many events of an objective had begun before `to` (ms) and had no verdict then. */
  countPendingAt(viewer: Viewer, objective: Objective, to: number): Promise<number>;
  /**
   * What an indicator that is not deployed would count of the events that are stored, by minute. Only of repositories that the viewer may
   * see; nothing is written.
   */
  judgeMinutes(viewer: Viewer, indicator: EventIndicator, range: JudgedTime): Promise<readonly MinuteCounts[]>;
  /** Types of events from elsewhere that told an outcome since `since` (ms), the busiest first. */
  readEventTypes(viewer: Viewer, since: number, limit: number): Promise<readonly string[]>;
  /** Of the judged events, the bad ones, newest first; at most `limit`. */
  listJudgedBad(
    viewer: Viewer,
    indicator: EventIndicator,
    range: JudgedTime,
    limit: number,
  ): Promise<readonly SloEventView[]>;
  /** How the reading stands of the measured objectives that the viewer may see. Why a source is away may name its address, so `everyone` is not told. */
  readSourceStandings(viewer: Viewer): Promise<readonly SourceStandingView[]>;
  /**
   * How far the alerts of the objectives have come that the viewer may see. They are about all repositories together, so a `person`,
   * who sees sums over some, gets none: theirs are evaluated from their own sums. `everyone` gets none of instances.
   */
  readAlertStates(viewer: Viewer): Promise<readonly AlertStateRow[]>;
  /** The alerts of these objectives that fired in [since, until), ms; none for a `person`, for the same reason. */
  readRaisedAlerts(viewer: Viewer, since: number, until: number): Promise<readonly RaisedAlert[]>;
  /** What these objectives counted on each UTC day of a time; nothing of those that the viewer may not see. */
  readSloDays(viewer: Viewer, slos: readonly string[], range: Bounds): Promise<readonly SloDay[]>;
  /** What these objectives counted in each repository on each UTC day of a time; only rows that the viewer may see. */
  readRepositoryDays(viewer: Viewer, slos: readonly string[], range: Bounds): Promise<readonly RepositoryDay[]>;
  /** Events that have no verdict yet, by SLO that the viewer may see. */
  readPending(viewer: Viewer): Promise<ReadonlyMap<string, number>>;

  /** The generations that are current or being built: what the numbers are made with. Those of objectives that the viewer may not see are left out. */
  readGenerations(viewer: Viewer): Promise<readonly GenerationView[]>;

  /** How events of an indicator stand that began in a time, over the repositories that the viewer may see; null: they have no beginning. */
  countCohort(viewer: Viewer, indicator: EventIndicator, range: JudgedTime): Promise<CohortCounts | null>;
  /** What a report says of the jobs that the viewer may see. */
  readJobFacts(viewer: Viewer, range: Bounds, limit: number): Promise<JobFactsOfPeriod>;
  /** How many notifications of each target ended how; for this machine alone. */
  readNotificationCounts(viewer: Viewer): Promise<readonly NotificationCount[]>;
  /** Notifications in a state, newest first; for this machine and admins alone. */
  listNotifications(viewer: Viewer, state: NotificationState, limit: number): Promise<readonly NotificationRow[]>;

  /** How fresh the numbers are at `now` (our clock, ms). Names nothing, so it is the same for all viewers. */
  readFreshness(viewer: Viewer, now: number): Promise<Freshness>;
  /** Age in ms of the oldest unfinished work (a delivery that is not folded, or a due event) at `now`; 0 when there is none. */
  readLagMs(viewer: Viewer, now: number): Promise<number>;
  /** Distinct deliveries in the log received at or after `since` (ms). */
  countDeliveries(viewer: Viewer, since: number): Promise<number>;
}
