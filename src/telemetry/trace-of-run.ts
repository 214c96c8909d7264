import { createHash } from 'node:crypto';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  type IdGenerator,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { runAttributes, taskAttributes } from '../act/telemetry/pipeline-attributes.ts';
import type { JobRun } from '../model/job-run.ts';
import type { WorkflowRunView } from '../store/read/view.ts';

/**
 * One trace of a workflow run that ended: a span for the run, and one for each of its jobs that ended. Ids are made of the run's, so the same run
 * has the same trace, whoever sends it.
 *
 * Source: https://opentelemetry.io/docs/specs/semconv/cicd/cicd-spans/
 */
export async function traceOfRun(
  run: WorkflowRunView,
  jobs: readonly JobRun[],
  resource: Resource,
): Promise<readonly ReadableSpan[]> {
  const ids = new KnownIds(`${run.host} ${run.repositoryId} ${run.runId} ${run.attempt}`);
  const memory = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({
    resource,
    idGenerator: ids,
    spanProcessors: [new SimpleSpanProcessor(memory)],
  });
  const tracer = provider.getTracer('cislo');
  ids.next(run.id);
  const root = tracer.startSpan(`RUN ${run.workflow}`, {
    kind: SpanKind.SERVER,
    startTime: run.queuedAt,
    attributes: runAttributes(run),
  });
  const within = trace.setSpan(ROOT_CONTEXT, root);
  for (const job of jobs) {
    if (job.finishedAt === null) continue;
    ids.next(job.id);
    const span = tracer.startSpan(
      `RUN ${job.name}`,
      { kind: SpanKind.INTERNAL, startTime: job.startedAt ?? job.queuedAt, attributes: taskAttributes(job) },
      within,
    );
    if (job.state === 'failure' || job.state === 'error') span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(job.finishedAt);
  }
  if (run.state === 'failure' || run.state === 'error') root.setStatus({ code: SpanStatusCode.ERROR });
  root.end(run.finishedAt ?? run.queuedAt);
  await provider.forceFlush();
  const spans = memory.getFinishedSpans();
  await provider.shutdown();
  return spans;
}

/** Ids that are made of what they are of. */
class KnownIds implements IdGenerator {
  readonly #trace: string;
  #span = '';

  constructor(run: string) {
    this.#trace = hex(run, 32);
  }

  next(of: string): void {
    this.#span = hex(of, 16);
  }

  generateTraceId = (): string => this.#trace;
  generateSpanId = (): string => this.#span;
}

function hex(text: string, digits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}
