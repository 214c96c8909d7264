import { afterEach, describe, expect, it } from 'vitest';
import type { SourceMetric } from '../../src/model/source-metric.ts';
import { openSource } from '../../src/source/open-source.ts';
import { type Answer, type AnsweringServer, startAnsweringServer } from '../support/answering-server.ts';

const minute = 60_000;
const start = Date.UTC(2026, 2, 1);
const seconds = start / 1000;
const table = {
  type: 'rows',
  side: 'good',
  query: { type: 'table', table: 'ci.requests', time: 'time', where: 'true', good: 'status < 500' },
} as const;
const text = 'select time as at, 1 as good, 1 as total from requests where time >= $1 and time < $2';
let server: AnsweringServer;
afterEach(() => server.close());

const rows = (...all: readonly object[]): Answer => ({ body: all.map((row) => `${JSON.stringify(row)}\n`).join('') });

async function ask(metric: SourceMetric, details: Readonly<Record<string, string>> = {}) {
  const connection = { type: 'clickhouse', details: { url: server.url, ...details } } as const;
  const source = openSource(connection, metric, () => undefined);
  try {
    return await source.readMinutes(start, start + 5 * minute);
  } finally {
    await source.close();
  }
}

describe('a ClickHouse that is asked by minute', () => {
  it('is asked for a table as a reader, within the bounds, and its numbers may be text', async () => {
    server = await startAnsweringServer(() =>
      rows({ cislo_at: String(start + minute), cislo_good: '2', cislo_total: '3' }),
    );

    const read = await ask(table, { username: 'reader', password: 'sesame', database: 'ci' });

    expect(read).toEqual([{ at: start + minute, good: 2, total: 3 }]);
    const [asked] = server.asked;
    const { searchParams } = new URL(asked?.path ?? '', server.url);
    expect(asked?.headers.authorization).toBe(`Basic ${Buffer.from('reader:sesame').toString('base64')}`);
    expect(Object.fromEntries(searchParams)).toMatchObject({ database: 'ci', readonly: '1', max_execution_time: '30' });
    expect(asked?.body).toContain(
      `from ci.requests where (time >= toDateTime(${seconds}) and time < toDateTime(${seconds + 300})) and (true)`,
    );
    expect(asked?.body).toContain('countIf(status < 500) as cislo_good');
  });

  it('is asked a query of its own with the bounds in it and around it', async () => {
    server = await startAnsweringServer(() => rows({ cislo_at: start, cislo_good: 1, cislo_total: 4 }));

    expect(await ask({ type: 'rows', side: 'bad', query: { type: 'sql', text } })).toEqual([
      { at: start, good: 3, total: 4 },
    ]);
    expect(server.asked[0]?.body).toContain(
      `where time >= toDateTime(${seconds}) and time < toDateTime(${seconds + 300})`,
    );
    expect(server.asked[0]?.body).toContain(`where cislo_time >= toDateTime(${seconds})`);
  });

  it('gives values that are compared with a limit', async () => {
    server = await startAnsweringServer(() =>
      rows({ cislo_at: start, cislo_value: 0.5 }, { cislo_at: start + 1, cislo_value: 2 }),
    );
    const query = { type: 'sql', text: 'select time as at, took as value from requests' } as const;

    expect(await ask({ type: 'threshold', op: 'lt', limit: '1', query })).toEqual([{ at: start, good: 1, total: 2 }]);
    expect(server.asked[0]?.body).toContain('value as cislo_value');
  });

  it.each<readonly [Answer, string]>([
    [{ status: 400, body: 'Code: 62. DB::Exception: Syntax error. (SYNTAX_ERROR)' }, 'source_refused'],
    [{ status: 500, body: 'Code: 210. DB::Exception: Connection refused. (NETWORK_ERROR)' }, 'source_unreachable'],
    [{ status: 502, body: 'the proxy finds no server' }, 'source_unreachable'],
  ])('that answers %j refuses or is away', async (answer, code) => {
    server = await startAnsweringServer(() => answer);

    await expect(ask(table)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(`ClickHouse at ${server.url}`),
    });
  });

  it('whose answer cannot be counted is told what it lacks', async () => {
    server = await startAnsweringServer(() => rows({ cislo_at: start, cislo_good: 5, cislo_total: 3 }));

    await expect(ask(table)).rejects.toMatchObject({
      code: 'source_refused',
      message: expect.stringContaining('more good (5) than total (3)'),
    });
  });

  it('never gets what is more than a query', async () => {
    server = await startAnsweringServer(() => rows());
    const query = (name: 'table' | 'where', value: string): SourceMetric => ({
      ...table,
      query: { ...table.query, [name]: value },
    });

    for (const [metric, message] of [
      [query('table', '(requests)'), 'must be the name of a table'],
      [query('where', '1) or (1'), 'closes a bracket'],
      [{ ...table, query: { type: 'sql', text: 'drop table requests' } }, 'must be a SELECT'],
    ] as const)
      await expect(ask(metric)).rejects.toMatchObject({
        code: 'source_refused',
        message: expect.stringContaining(message),
      });
    expect(server.asked).toEqual([]);
  });
});
