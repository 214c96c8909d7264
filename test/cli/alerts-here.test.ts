import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateMonth } from '../../src/demo/generate-month.ts';
import { sendAll } from '../../src/send/send-all.ts';
import { startTestServer } from '../support/app-server.ts';
import { secret } from '../support/door-server.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';
import { runCli } from '../support/run-cli.ts';

const dataDir = freshDataDir();
/** What the server said while it held the database. */
let states: { readonly items: readonly object[] };
let raised: { readonly items: readonly { readonly slo: string }[] };
let unknown: number;
let at: string;

beforeAll(async () => {
  const server = await startTestServer({ CISLO_DATA_DIR: dataDir });
  const { deliveries } = generateMonth({ seed: 'alerts here', end: Date.now(), deliveries: 1_500, repositories: 3 });
  await sendAll({ url: new URL(server.doorUrl), secret, deliveries: [...deliveries] });
  await server.app.drain(60_000);
  const from = ['--url', server.url];
  states = JSON.parse((await runCli(['alerts', '--json', ...from])).out);
  at = (await runCli(['alerts', '--at', '1d', ...from])).out;
  raised = JSON.parse((await runCli(['alerts', 'backtest', '--since', '30d', '--json', ...from])).out);
  unknown = (await runCli(['alerts', 'backtest', '--since', '30d', '--slo', 'no-such', ...from])).code;
  await server.stop();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const alerts = (...args: readonly string[]) => runCli(['alerts', ...args], { CISLO_DATA_DIR: dataDir });

describe('cislo alerts', () => {
  it('tells of every policy, from the database as from a server', async () => {
    const { code, out } = await alerts('--json');
    const table = (await alerts()).out;

    expect(code).toBe(0);
    expect(JSON.parse(out).items).toHaveLength(states.items.length);
    expect(table).toContain('burn-1h-5m');
    expect(at).toContain('burn-1h-5m');
    expect((await alerts('--at', '1d')).out).toContain('burn-1h-5m');
  });

  it('tells what would have fired, of all SLOs or of one', async () => {
    const all = JSON.parse((await alerts('backtest', '--since', '30d', '--json')).out);
    const one = JSON.parse(
      (await alerts('backtest', '--since', '30d', '--until', '1d', '--slo', 'build-completion', '--json')).out,
    );

    expect(all.items.length).toBe(raised.items.length);
    expect(one.items.every(({ slo }: { readonly slo: string }) => slo === 'build-completion')).toBe(true);
    expect((await alerts('backtest', '--since', '30d')).code).toBe(0);
    expect((await alerts('backtest', '--since', '2d', '--until', '1d')).out).not.toBe('');
  });

  it('refuses what is no time, and an SLO that there is not', async () => {
    expect((await alerts('--at', 'soon')).code).toBe(2);
    expect((await alerts('backtest', '--since', '1d', '--until', '2d')).code).toBe(2);
    expect((await alerts('backtest', '--since', '30d', '--slo', 'no-such')).code).toBe(1);
    expect(unknown).toBe(1);
  });
});
