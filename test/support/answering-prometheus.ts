import { type Answer, type AnsweringServer, type Asked, startAnsweringServer } from './answering-server.ts';

/** A series: its labels, and its value at a time (ms); undefined: none. */
export interface FormulaSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly valueAt: (at: number) => number | undefined;
}

/** Answers instant and range queries as the HTTP API of Prometheus does. Each expression has the series that are given for it. */
export function startAnsweringPrometheus(
  expressions: Readonly<Record<string, readonly FormulaSeries[]>>,
  { beforeAnswer = async () => undefined, port = 0 }: { beforeAnswer?: () => Promise<void>; port?: number } = {},
): Promise<AnsweringServer> {
  return startAnsweringServer(async (asked) => {
    await beforeAnswer();
    return answer(expressions, asked);
  }, port);
}

function answer(expressions: Readonly<Record<string, readonly FormulaSeries[]>>, { path, body }: Asked): Answer {
  const parameters = new URLSearchParams(body);
  const query = parameters.get('query') ?? '';
  const last = /^last_over_time\(\((.+)\)\[1d:1m\]\)$/.exec(query)?.[1];
  const series = expressions[last ?? query];
  if (series === undefined) return { status: 400, body: JSON.stringify({ status: 'error', error: 'parse error' }) };
  const seconds = (name: string): number => Number(parameters.get(name));
  const result = path.endsWith('/query_range')
    ? series.map(({ labels, valueAt }) => ({
        metric: labels,
        values: times(seconds('start'), seconds('end'), seconds('step')).flatMap((at) => sampleAt(valueAt, at)),
      }))
    : series.flatMap(({ labels, valueAt }) => {
        const at = seconds('time');
        // A subquery of a day, minute by minute.
        const past = last === undefined ? [at] : times(at - 86_400, at, 60);
        const [value] = past.flatMap((one) => sampleAt(valueAt, one)).slice(-1);
        return value === undefined ? [] : [{ metric: labels, value: [at, value[1]] }];
      });
  const resultType = path.endsWith('/query_range') ? 'matrix' : 'vector';
  return { body: JSON.stringify({ status: 'success', data: { resultType, result } }) };
}

function times(start: number, end: number, step: number): readonly number[] {
  return Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => start + index * step);
}

function sampleAt(valueAt: FormulaSeries['valueAt'], seconds: number): readonly (readonly [number, string])[] {
  const value = valueAt(seconds * 1000);
  return value === undefined ? [] : [[seconds, String(value)]];
}
