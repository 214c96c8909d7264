import { afterEach, describe, expect, it } from 'vitest';
import { rawUnit, type SourceMetric } from '../../src/model/source-metric.ts';
import { openSource } from '../../src/source/open-source.ts';
import { type FormulaSeries, startAnsweringPrometheus } from '../support/answering-prometheus.ts';
import { type Answer, type AnsweringServer, startAnsweringServer } from '../support/answering-server.ts';

const minute = 60_000;
const start = Date.UTC(2026, 2, 1);
const promql = (text: string) => ({ type: 'promql', text }) as const;
const ratio = { type: 'ratio', counter: true, side: 'good', outcome: promql('good'), total: promql('all') } as const;
const series = (valueAt: (index: number) => number | undefined, code = ''): FormulaSeries => ({
  labels: { job: 'x', code },
  valueAt: (at) => valueAt((at - start) / minute),
});
let server: AnsweringServer;
afterEach(() => server.close());

async function ask(
  metric: SourceMetric,
  minutes: number,
  { details = {}, variables = {} } = {} as {
    readonly details?: Readonly<Record<string, string>>;
    readonly variables?: Readonly<Record<string, string>>;
  },
) {
  const connection = { type: 'prometheus', details: { url: server.url, ...details } } as const;
  const source = openSource(connection, metric, (name) => variables[name]);
  const read = await source.readMinutes(start, start + minutes * minute);
  await source.close();
  return read.map(({ at, good, total }) => [(at - start) / minute, good, total]);
}

describe('a Prometheus that is asked by minute', () => {
  it('gives what counters grew by, also of a series that was last seen hours ago', async () => {
    server = await startAnsweringPrometheus({
      good: [series((index) => 10 + 2 * index)],
      all: [
        series((index) => 10 + 3 * index),
        series((index) => (index < -120 ? 7 : index >= 1 ? 8 : undefined), 'late'),
      ],
    });

    expect(await ask(ratio, 3)).toEqual([
      [0, 2, 4],
      [1, 2, 3],
      [2, 2, 3],
    ]);
    expect(await ask({ ...ratio, side: 'bad' }, 1)).toEqual([[0, 2, 4]]);
  });

  it('counts no more good than there are', async () => {
    server = await startAnsweringPrometheus({ good: [series((index) => 2 * index)], all: [series((index) => index)] });

    expect(await ask(ratio, 1)).toEqual([[0, 1, 1]]);
  });

  it('takes values that are no totals for the events of their minutes', async () => {
    server = await startAnsweringPrometheus({
      good: [series((index) => index)],
      all: [series((index) => index + 1), series((index) => (index === 2 ? 4 : -3), 'b')],
    });

    expect(await ask({ ...ratio, counter: false }, 2)).toEqual([
      [0, 1, 2],
      [1, 2, 7],
    ]);
  });

  it('counts each point of a raw ratio, and keeps it in [0, 1]', async () => {
    server = await startAnsweringPrometheus({
      up: [
        series((index) => [0, 0.25, 1.5, Number.NaN][index]),
        series((index) => (index === 1 ? -1 : undefined), 'b'),
      ],
    });
    const raw = { type: 'raw', rawType: 'success', query: promql('up') } as const;

    expect(await ask(raw, 3)).toEqual([
      [0, rawUnit / 4, 2 * rawUnit],
      [1, rawUnit, rawUnit],
    ]);
    expect(await ask({ ...raw, rawType: 'failure' }, 1)).toEqual([[0, (rawUnit / 4) * 7, 2 * rawUnit]]);
  });

  it('compares values with a limit', async () => {
    server = await startAnsweringPrometheus({ p99: [series((index) => index / 10)] });

    expect(await ask({ type: 'threshold', op: 'lte', limit: '0.2', query: promql('p99') }, 3)).toEqual([
      [0, 1, 1],
      [1, 1, 1],
      [2, 0, 1],
    ]);
  });

  it('is asked for six hours at a time', async () => {
    server = await startAnsweringPrometheus({ p99: [series(() => 1)] });

    expect(await ask({ type: 'threshold', op: 'lt', limit: '2', query: promql('p99') }, 13 * 60)).toHaveLength(13 * 60);
    expect(server.asked).toHaveLength(3);
  });

  it('takes a scalar, and an address that holds a path', async () => {
    const body = JSON.stringify({
      status: 'success',
      data: { resultType: 'scalar', result: [start / 1000 + 60, '3'] },
    });
    server = await startAnsweringServer(() => ({ body }));

    const read = ask({ type: 'threshold', op: 'gte', limit: '3', query: promql('3') }, 1, {
      details: { url: `${server.url}/prom/` },
    });

    expect(await read).toEqual([[0, 1, 1]]);
    expect(server.asked[0]?.path).toBe('/prom/api/v1/query_range');
  });

  it.each([
    [{ token: 'env:TOKEN' }, 'Bearer sesame'],
    [{ username: 'me', password: 'env:TOKEN' }, `Basic ${Buffer.from('me:sesame').toString('base64')}`],
    [{ username: 'me' }, `Basic ${Buffer.from('me:').toString('base64')}`],
    [{}, undefined],
  ])('is told who asks: %j', async (details, expected) => {
    server = await startAnsweringPrometheus({ p99: [] });

    await ask({ type: 'threshold', op: 'lt', limit: '1', query: promql('p99') }, 1, {
      details,
      variables: { TOKEN: 'sesame' },
    });

    expect(server.asked[0]?.headers.authorization).toBe(expected);
  });

  const error = (message: string) => JSON.stringify({ status: 'error', error: message });
  it.each<readonly [Answer, string, string]>([
    [{ status: 400, body: error('bad_data: 1:2') }, 'source_refused', 'refused "all": bad_data: 1:2'],
    [{ status: 503, body: error('starting') }, 'source_unreachable', 'starting'],
    [{ status: 404, body: 'no such page' }, 'source_refused', 'answered 404, not as its HTTP API does'],
    [{ status: 502, body: '<html>' }, 'source_unreachable', 'answered 502, not as its HTTP API does'],
  ])('that answers %j is away or refuses', async (answer, code, message) => {
    server = await startAnsweringServer(() => answer);

    await expect(ask(ratio, 1)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it('that does not listen is away', async () => {
    server = await startAnsweringServer(() => ({ body: '' }));
    await server.close();

    await expect(ask(ratio, 1)).rejects.toMatchObject({
      code: 'source_unreachable',
      message: expect.stringMatching(/Prometheus at http:\/\/127\.0\.0\.1:\d+ does not answer: .*ECONNREFUSED/),
    });
  });
});
