import { z } from 'zod';
import { CisloError } from '../../model/error.ts';

/** A series: what tells it from others, and its values by time (ms). Stale and unknown values are left out. */
export interface Series {
  readonly key: string;
  readonly values: ReadonlyMap<number, number>;
}

/** Asks one server. */
export interface PrometheusServer {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

const sample = z.tuple([z.number(), z.string()]);
const answerSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('error'), error: z.string() }),
  z.object({
    status: z.literal('success'),
    data: z.discriminatedUnion('resultType', [
      z.object({
        resultType: z.literal('matrix'),
        result: z.array(z.object({ metric: z.record(z.string(), z.string()), values: z.array(sample) })),
      }),
      z.object({
        resultType: z.literal('vector'),
        result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: sample })),
      }),
      z.object({ resultType: z.literal('scalar'), result: sample }),
    ]),
  }),
]);
const stepSeconds = 60;

/** The value of an expression at every full minute in [from, to], ms, both on whole minutes. At most 11,000 minutes. */
export function queryRange(
  server: PrometheusServer,
  query: string,
  from: number,
  to: number,
): Promise<readonly Series[]> {
  return ask(server, 'query_range', {
    query,
    start: String(from / 1000),
    end: String(to / 1000),
    step: String(stepSeconds),
  });
}

/** The value of an expression at one moment, ms. */
export function queryAt(server: PrometheusServer, query: string, at: number): Promise<readonly Series[]> {
  return ask(server, 'query', { query, time: String(at / 1000) });
}

async function ask(
  { url, headers, timeoutMs }: PrometheusServer,
  path: string,
  parameters: Readonly<Record<string, string>>,
): Promise<readonly Series[]> {
  const address = new URL(`api/v1/${path}`, url.href.endsWith('/') ? url : `${url.href}/`);
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(address, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...parameters, timeout: `${timeoutMs / 1000}s` }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    body = await response.json().catch(() => null);
  } catch (cause) {
    throw new CisloError('source_unreachable', `Prometheus at ${url.origin} does not answer: ${reasonOf(cause)}`, {
      cause,
    });
  }
  const answer = answerSchema.safeParse(body);
  if (!answer.success) {
    const code = response.status >= 400 && response.status < 500 ? 'source_refused' : 'source_unreachable';
    throw new CisloError(code, `Prometheus at ${url.origin} answered ${response.status}, not as its HTTP API does`);
  }
  if (answer.data.status === 'error') {
    const code = response.status === 503 ? 'source_unreachable' : 'source_refused';
    throw new CisloError(
      code,
      `Prometheus at ${url.origin} refused ${JSON.stringify(parameters['query'])}: ${answer.data.error}`,
    );
  }
  return toSeries(answer.data.data);
}

type Data = Extract<z.infer<typeof answerSchema>, { status: 'success' }>['data'];

function toSeries(data: Data): readonly Series[] {
  switch (data.resultType) {
    case 'matrix':
      return data.result.map(({ metric, values }) => ({ key: keyOf(metric), values: finite(values) }));
    case 'vector':
      return data.result.map(({ metric, value }) => ({ key: keyOf(metric), values: finite([value]) }));
    case 'scalar':
      return [{ key: keyOf({}), values: finite([data.result]) }];
  }
}

function keyOf(metric: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(metric).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function finite(samples: readonly (readonly [number, string])[]): ReadonlyMap<number, number> {
  return new Map(
    samples
      .map(([at, text]) => [Math.round(at * 1000), Number(text)] as const)
      .filter(([, value]) => Number.isFinite(value)),
  );
}

function reasonOf(cause: unknown): string {
  const error = cause as { readonly message?: string; readonly cause?: { readonly message?: string } };
  return error.cause?.message ?? error.message ?? String(cause);
}
