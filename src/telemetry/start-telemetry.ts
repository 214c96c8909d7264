import { randomUUID } from 'node:crypto';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AggregationTemporality, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { resultOf, runStateOf } from '../act/telemetry/pipeline-attributes.ts';
import { systemViewer } from '../model/viewer.ts';
import { readSloStatus, type SloStatusStore } from '../status/read-slo-status.ts';
import type { Db } from '../store/database.ts';
import type { ReadDoor } from '../store/read/read-door.ts';
import type { WorkflowRunView } from '../store/read/view.ts';
import { takeLease } from '../store/recovery/take-lease.ts';
import { readState, writeState } from '../store/state.ts';
import { traceOfRun } from './trace-of-run.ts';

export interface TelemetryParts {
  /** Of the collector, without the path of a signal: `http://127.0.0.1:4318`. */
  readonly endpoint: string;
  readonly db: Db;
  readonly read: SloStatusStore & Pick<ReadDoor, 'listWorkflowRuns' | 'listRuns' | 'readOpenJobs' | 'readObjectives'>;
  readonly version: string;
  readonly clock: () => number;
  readonly log: { readonly warn: (fields: object, message: string) => void };
}

export interface Telemetry {
  /** Sends what is new. */
  run(): Promise<void>;
  stop(): Promise<void>;
}

const everyMs = 60_000;
const patienceMs = 10_000;
/** Runs that were queued earlier and end now are left out. */
const longestRunMs = 24 * 3_600_000;
const stateKey = 'telemetry_until';

/**
 * Sends metrics and one trace of each workflow run that ended to an OpenTelemetry collector, by its conventions for CI. Of several processes one
 * does it at a time. A collector that is away holds up nothing: what is new is sent when it is back.
 */
export function startTelemetry(parts: TelemetryParts): Telemetry {
  const { endpoint, db, clock, log, version } = parts;
  const base = endpoint.replace(/\/+$/, '');
  const holder = randomUUID();
  const resource = resourceFromAttributes({ 'service.name': 'cislo', 'service.version': version });
  const traces = new OTLPTraceExporter({ url: `${base}/v1/traces`, timeoutMillis: patienceMs });
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter({
      url: `${base}/v1/metrics`,
      timeoutMillis: patienceMs,
      temporalityPreference: AggregationTemporality.DELTA,
    }),
    // It sends when it is told to.
    exportIntervalMillis: 2_000_000_000,
    exportTimeoutMillis: patienceMs,
  });
  const meters = new MeterProvider({ resource, readers: [reader] });
  const meter = meters.getMeter('cislo');
  const durations = meter.createHistogram('cicd.pipeline.run.duration', {
    unit: 's',
    description: 'Duration of a workflow run.',
  });
  const errors = meter.createCounter('cicd.pipeline.run.errors', {
    unit: '{error}',
    description: 'Workflow runs that ended in an error.',
  });
  meter
    .createObservableUpDownCounter('cicd.pipeline.run.active', { unit: '{run}', description: 'Job runs that go on.' })
    .addCallback(async (result) => {
      // Both are there from 0 on.
      const counts = new Map<string, number>([
        ['pending', 0],
        ['executing', 0],
      ]);
      for (const { state, count } of await parts.read.readOpenJobs(systemViewer))
        counts.set(runStateOf(state), (counts.get(runStateOf(state)) ?? 0) + count);
      for (const [state, count] of counts) result.observe(count, { 'cicd.pipeline.run.state': state });
    });
  const sli = meter.createObservableGauge('cislo.slo.sli', {
    unit: '1',
    description: 'Good events of good and bad ones.',
  });
  const left = meter.createObservableGauge('cislo.slo.error_budget.remaining', { unit: '1', description: 'Signed.' });
  meter.addBatchObservableCallback(
    async (result) => {
      const objectives = await parts.read.readObjectives(systemViewer);
      for (const { status } of await readSloStatus(parts.read, systemViewer, objectives, clock())) {
        if (status.sli === null || status.budget_remaining_ratio === null) continue;
        result.observe(sli, status.sli, { slo: status.name });
        result.observe(left, status.budget_remaining_ratio, { slo: status.name });
      }
    },
    [sli, left],
  );
  let running: Promise<void> | null = null;

  async function sendNew(): Promise<void> {
    const now = clock();
    if (!(await takeLease(db, 'telemetry', holder, now, 2 * everyMs))) return;
    const since = Number((await readState(db, stateKey)) ?? now);
    const runs = await endedSince(parts.read, since, now);
    const spans: ReadableSpan[] = [];
    for (const run of runs) {
      const { items } = await parts.read.listRuns(systemViewer, {
        repository: run.repository,
        headSha: run.headSha,
        limit: 1000,
      });
      const jobs = items.filter(({ runId, attempt }) => runId === run.runId && (attempt ?? 1) === run.attempt);
      spans.push(...(await traceOfRun(run, jobs, resource)));
    }
    if (spans.length > 0) await exportSpans(traces, spans);
    for (const run of runs) {
      const result = resultOf(run.state);
      const attributes = {
        'cicd.pipeline.name': run.workflow,
        ...(result === null ? {} : { 'cicd.pipeline.result': result }),
      };
      durations.record((run.durationMs ?? 0) / 1000, { ...attributes, 'cicd.pipeline.run.state': 'executing' });
      if (run.state === 'error') errors.add(1, { ...attributes, 'error.type': 'infrastructure' });
    }
    await writeState(db, stateKey, String(now));
    await reader.forceFlush();
  }

  const run = (): Promise<void> => {
    running ??= sendNew()
      .catch((error: unknown) =>
        log.warn({ err: error }, 'the OpenTelemetry collector did not take what is new; it is sent later'),
      )
      .finally(() => {
        running = null;
      });
    return running;
  };
  const timer = setInterval(() => void run(), everyMs).unref();
  return {
    run,
    async stop() {
      clearInterval(timer);
      await running;
      await Promise.allSettled([traces.shutdown(), meters.shutdown({ timeoutMillis: 1_000 })]);
    },
  };
}

/** Workflow runs that ended in [since, until), ms, the oldest first. */
async function endedSince(
  read: TelemetryParts['read'],
  since: number,
  until: number,
): Promise<readonly WorkflowRunView[]> {
  const found: WorkflowRunView[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await read.listWorkflowRuns(systemViewer, {
      since: since - longestRunMs,
      limit: 1000,
      ...(cursor === undefined ? {} : { cursor }),
    });
    found.push(
      ...page.items.filter(({ finishedAt }) => finishedAt !== null && finishedAt >= since && finishedAt < until),
    );
    cursor = page.next;
  }
  return found.sort((one, other) => (one.finishedAt as number) - (other.finishedAt as number));
}

/** Rejects when the collector did not take them. */
function exportSpans(exporter: OTLPTraceExporter, spans: readonly ReadableSpan[]): Promise<void> {
  return new Promise((resolve, reject) => {
    exporter.export([...spans], ({ code, error }) =>
      code === 0 ? resolve() : reject(error ?? new Error('not taken')),
    );
  });
}
