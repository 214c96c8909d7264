import { eventOfCustomEvent } from '../event/event-of-custom-event.ts';
import { eventOfDelivery } from '../event/event-of-delivery.ts';
import { eventOfJobRun } from '../event/event-of-job-run.ts';
import { eventOfRevision } from '../event/event-of-revision.ts';
import type { CustomEvent } from '../model/custom-event.ts';
import { noFold } from '../model/generation.ts';
import { firstAttempt, type HookDelivery } from '../model/hook-delivery.ts';
import type { JobRun } from '../model/job-run.ts';
import type { EventType, SloEvent } from '../model/objective.ts';
import type { Revision } from '../model/revision.ts';
import type { CompiledIndicator } from '../slo/compile-indicator.ts';
import type { DerivedTable } from '../store/settlement/save-settled.ts';
import {
  type Contribution,
  customEventContributions,
  deliveryContributions,
  jobRunContributions,
  revisionContributions,
} from './contributions.ts';
import type { SloGeneration } from './slo-generation.ts';

/** An objective as the settler sees it: what it is kept under, and how it judges. */
export interface SettlerSlo {
  readonly id: number;
  readonly slo: string;
  readonly indicator: CompiledIndicator;
}

/** How the settler sees one kind of derived row in one fold generation. */
export interface Settler<Row> {
  readonly table: DerivedTable;
  /** The fold generation of the rows; `noFold` for deliveries. */
  readonly generation: number;
  /** Those that count such rows. */
  readonly slos: readonly SettlerSlo[];
  readonly toEvent: (row: Row, repository: string) => SloEvent;
  /** Which CI system a row is of; null: of none. */
  readonly providerOf: (row: Row) => string | null;
  /** Whether objectives may count the row at all; all rows when left out. */
  readonly isJudged?: (row: Row) => boolean;
  readonly contributionsOf: (row: Row) => readonly Contribution[];
  /** What links a histogram bucket to an example, or null. */
  readonly exemplarOf: (row: Row) => { readonly url: string; readonly at: number } | null;
}

/** Job runs of a fold generation as the settler sees them. */
export function jobRunSettler(generation: number, slos: readonly SloGeneration[]): Settler<JobRun> {
  return {
    table: 'job_runs',
    generation,
    slos: ownSlos(generation, 'job-run', slos),
    toEvent: eventOfJobRun,
    providerOf: ({ provider }) => provider,
    contributionsOf: jobRunContributions,
    exemplarOf: (run) =>
      run.url === null ? null : { url: run.url, at: run.finishedAt ?? run.startedAt ?? run.queuedAt },
  };
}

/** Revision rows of a fold generation as the settler sees them. */
export function revisionSettler(generation: number, slos: readonly SloGeneration[]): Settler<Revision> {
  return {
    table: 'revisions',
    generation,
    slos: ownSlos(generation, 'revision', slos),
    toEvent: eventOfRevision,
    providerOf: ({ provider }) => provider,
    contributionsOf: revisionContributions,
    exemplarOf: (revision) =>
      revision.url === null || revision.firstStatusAt === null
        ? null
        : { url: revision.url, at: revision.firstStatusAt },
  };
}

/** Webhook deliveries as the settler sees them. What GitHub made of one whose first attempt is not known cannot be judged. */
export function deliverySettler(slos: readonly SloGeneration[]): Settler<HookDelivery> {
  return {
    table: 'hook_deliveries',
    generation: noFold,
    slos: ownSlos(noFold, 'delivery', slos),
    toEvent: eventOfDelivery,
    providerOf: () => null,
    isJudged: (delivery) => delivery.judged && firstAttempt(delivery) !== null,
    contributionsOf: deliveryContributions,
    exemplarOf: () => null,
  };
}

/** Events that were sent to us as the settler sees them. */
export function customEventSettler(slos: readonly SloGeneration[]): Settler<CustomEvent> {
  return {
    table: 'custom_events',
    generation: noFold,
    slos: ownSlos(noFold, 'custom', slos),
    toEvent: eventOfCustomEvent,
    providerOf: () => null,
    contributionsOf: customEventContributions,
    exemplarOf: () => null,
  };
}

function ownSlos(generation: number, eventType: EventType, slos: readonly SloGeneration[]): readonly SloGeneration[] {
  return slos.filter(({ fold, indicator }) => fold === generation && indicator.eventType === eventType);
}
