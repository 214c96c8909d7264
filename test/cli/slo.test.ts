import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/app-server.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';
import { runCli } from '../support/run-cli.ts';

const dataDir = freshDataDir();
const folder = mkdtempSync(join(tmpdir(), 'cislo-slos-'));
const builds = readFileSync(new URL('../../slos/build-completion.yaml', import.meta.url), 'utf8');
const mine = join(folder, 'mine.yaml');
const broken = join(folder, 'broken.yaml');
let server: TestServer;

beforeAll(async () => {
  writeFileSync(mine, builds.replaceAll('name: build-completion', 'name: mine'));
  writeFileSync(broken, builds.replace('target: 0.98', 'target: 98'));
  server = await startTestServer({ CISLO_DATA_DIR: dataDir });
});
afterAll(async () => {
  await server.stop();
  for (const path of [dataDir, folder]) rmSync(path, { recursive: true, force: true });
});

const here = (...args: readonly string[]) => runCli(args, { CISLO_DATA_DIR: dataDir });

describe('cislo slo at a running server', () => {
  it('stores a file, and stores it again', async () => {
    const first = await here('slo', 'apply', mine, '--url', server.url);
    const second = await here('slo', 'apply', mine, '--url', server.url);

    expect([first, second]).toMatchObject([
      { code: 0, out: 'mine: stored\n' },
      { code: 0, out: 'mine: stored\n' },
    ]);
  });

  it('lists what is in force with where it comes from', async () => {
    const { out } = await here('slo', 'list', '--url', server.url);
    const { out: json } = await here('slo', 'list', '--url', server.url, '--json');

    expect(out).toMatch(/^mine +stored +ci +98 % +30d +ready$/m);
    expect(out).toMatch(/^first-status +file +/m);
    expect(JSON.parse(json).items.map(({ id }: { id: string }) => id)).toContain('mine');
  });

  it('prints every SLO as OpenSLO that is valid, and writes a file for each', async () => {
    const out = join(folder, 'out');

    const written = await here('generate', 'openslo', '--url', server.url, '--out', out);
    const printed = await here('generate', 'openslo');
    const checked = await here('validate', out, '--strict');

    expect(written.code).toBe(0);
    expect(readdirSync(out).sort()).toEqual([
      'build-completion.yaml',
      'first-status.yaml',
      'mine.yaml',
      'test-completion.yaml',
      'webhook-acceptance.yaml',
    ]);
    expect(checked).toMatchObject({ code: 0 });
    // Printed are those of the settings.
    expect(printed.out.match(/^kind: SLO$/gm)).toHaveLength(4);
  });

  it('stores nothing of several files when one is broken, and says where', async () => {
    const { code, err, out } = await here('slo', 'apply', broken, mine, '--url', server.url);

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/broken\.yaml:\d+:\d+: .*98/);
  });

  it.each([
    ['an SLO of a file', ['slo', 'delete', 'first-status'], 1, 'comes from the file'],
    ['one that is not there', ['slo', 'delete', 'nothing'], 1, 'there is no stored SLO'],
  ])('does not delete %s', async (_what, args, exitCode, told) => {
    const result = await here(...args, '--url', server.url);

    expect(result.err).toContain(told);
    expect(result.code).toBe(exitCode);
  });

  it('says where no server is', async () => {
    const result = await here('slo', 'list', '--url', 'http://127.0.0.1:1');

    expect(result).toMatchObject({ code: 1 });
    expect(result.err).toContain('nothing answers at http://127.0.0.1:1');
  });

  it('deletes', async () => {
    const result = await here('slo', 'delete', 'mine', '--url', server.url);

    expect(result).toMatchObject({ code: 0, out: 'mine: deleted\n' });
    expect((await here('slo', 'list', '--url', server.url)).out).not.toContain('mine');
  });
});

describe('cislo slo with the database', () => {
  it('stores, lists and deletes while no server runs', async () => {
    await server.stop();

    const applied = await here('slo', 'apply', mine);
    const listed = await here('slo', 'list');
    const status = await here('status', '--json');
    const deleted = await here('slo', 'delete', 'mine');

    expect([applied, deleted]).toMatchObject([{ code: 0 }, { code: 0 }]);
    expect(listed.out).toMatch(/^mine +stored/m);
    // A stored SLO is no setting that differs.
    expect(JSON.parse(status.out).differs).toEqual([]);
    expect((await here('slo', 'list', '--json')).out).not.toContain('mine');
  });
});
