import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateMonth } from '../../src/demo/generate-month.ts';
import { sendAll } from '../../src/send/send-all.ts';
import { startTestServer } from '../support/app-server.ts';
import { secret } from '../support/door-server.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';
import { runCli } from '../support/run-cli.ts';

const dataDir = freshDataDir();

beforeAll(async () => {
  const server = await startTestServer({ CISLO_DATA_DIR: dataDir });
  const { deliveries } = generateMonth({ seed: 'report here', end: Date.now(), deliveries: 600, repositories: 3 });
  await sendAll({ url: new URL(server.doorUrl), secret, deliveries: [...deliveries] });
  await server.app.drain(60_000);
  await server.stop();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const cislo = (...args: readonly string[]) => runCli(args, { CISLO_DATA_DIR: dataDir });

describe('a database without a server', () => {
  it('is reported on in every format', async () => {
    const markdown = await cislo('report');
    const json = await cislo('report', '--json', '--service', 'ci');
    const file = join(dataDir, 'report.html');
    const html = await cislo(
      'report',
      '--week',
      '2026-W01',
      '--tz',
      'Europe/Prague',
      '--format',
      'html',
      '--out',
      file,
    );

    expect(markdown.out).toContain('# Service levels of CI:');
    expect(JSON.parse(json.out).services.map(({ name }: { name: string }) => name)).toEqual(['ci']);
    expect(html.code).toBe(0);
    const page = readFileSync(file, 'utf8');
    expect(page).toContain('<style>');
    expect(page).not.toMatch(/(src|href)="\/[^"]*\.(css|js)"/);
  });

  it('decides about changes', async () => {
    const { code, out } = await cislo('gate', '--slo', 'first-status', '--risk', 'low', '--json');

    expect(code).toBeLessThan(2);
    expect(JSON.parse(out)).toMatchObject({ risk: 'low', slos: [{ id: 'first-status' }] });
  });

  it('has no report of a service that there is not', async () => {
    expect((await cislo('report', '--service', 'none')).code).toBe(1);
  });
});
