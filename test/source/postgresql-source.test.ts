import { describe, expect, it } from 'vitest';
import type { SourceMetric } from '../../src/model/source-metric.ts';
import { openSource } from '../../src/source/open-source.ts';
import { startAnsweringServer } from '../support/answering-server.ts';

const rows = (text: string): SourceMetric => ({ type: 'rows', side: 'good', query: { type: 'sql', text } });
const right = rows('select at, 1 as good, 1 as total from calls');
const open = (url: string | undefined, metric: SourceMetric) =>
  openSource({ type: 'postgresql', details: url === undefined ? {} : { url } }, metric, () => undefined);

describe('a PostgreSQL that somebody else fills', () => {
  it('needs an address, which no error repeats', () => {
    expect(() => open(undefined, right)).toThrow('needs a url that begins with postgres://, got none');
    expect(() => open('mysql://me:sesame@db/', right)).toThrow(/got another one$/);
  });

  it('takes SQL alone', () => {
    const query = { type: 'promql', text: 'up' } as const;

    expect(() => open('postgres://db/', { type: 'raw', rawType: 'success', query })).toThrow(TypeError);
  });

  it('never gets a query that does more than read', async () => {
    const source = open('postgres://127.0.0.1:9/', rows('delete from calls returning at, 1 as good, 1 as total'));

    await expect(source.readMinutes(0, 60_000)).rejects.toMatchObject({
      code: 'source_refused',
      message: expect.stringContaining('must be a SELECT, found DELETE'),
    });
    await source.close();
  });

  it('is away where nothing listens, or something else answers', async () => {
    const web = await startAnsweringServer(() => ({ body: '' }));
    const addresses = [web.url.replace('http', 'postgres'), 'postgres://127.0.0.1:9'];

    for (const address of addresses)
      await expect(open(`${address}/ci`, right).readMinutes(0, 60_000)).rejects.toMatchObject({
        code: 'source_unreachable',
        message: expect.stringContaining('PostgreSQL does not answer'),
      });
    await web.close();
  });
});
