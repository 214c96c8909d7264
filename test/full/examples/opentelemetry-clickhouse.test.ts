import { expect, it, onTestFinished } from 'vitest';
import { startClickhouse } from '../../support/clickhouse.ts';
import { example, serveExample, statusesOf } from './support.ts';

/** As the exporter of the OpenTelemetry Collector makes it, as far as the example looks at it; with the types that old servers know. */
const table = `create table otel_traces (Timestamp DateTime, ServiceName String, SpanKind String,
  StatusCode String, Duration UInt64) engine MergeTree order by (ServiceName, Timestamp)`;
const spans = 20_000;

it('a shop whose spans lie in ClickHouse sees what a query by hand finds', async () => {
  const clickhouse = await startClickhouse();
  onTestFinished(() => clickhouse.stop());
  await clickhouse.run(table);
  await clickhouse.run(`insert into otel_traces
    select now() - interval 5 minute - interval number * 97 second, number % 5 = 0 ? 'cart' : 'checkout', number % 7 = 0 ? 'Client' : 'Server',
      number % 41 = 0 ? 'Error' : 'Ok', (number % 100) * 6000000 from numbers(${spans})`);
  const server = await serveExample({
    CISLO_SLO_DIR: example('opentelemetry-clickhouse/slos'),
    CLICKHOUSE_URL: clickhouse.url,
  });

  const statuses = await statusesOf(server, ['checkout-errors', 'checkout-latency']);

  for (const [id, good] of [
    ['checkout-errors', "StatusCode != 'Error'"],
    ['checkout-latency', 'Duration <= 500000000'],
  ] as const) {
    const { from, to, good: counted, bad } = statuses[id];
    const [byHand, total] = JSON.parse(
      await clickhouse.run(
        `select [countIf(${good}), count()] from otel_traces where ServiceName = 'checkout' and SpanKind = 'Server'
           and Timestamp >= parseDateTimeBestEffort('${from}') and Timestamp < parseDateTimeBestEffort('${to}')`,
      ),
    ).map(Number);
    expect(total).toBeGreaterThan(5_000);
    expect([counted, bad]).toEqual([byHand, total - byHand]);
    expect(bad).toBeGreaterThan(10);
  }
});
