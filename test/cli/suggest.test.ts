import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateMonth } from '../../src/demo/generate-month.ts';
import { sendAll } from '../../src/send/send-all.ts';
import { startTestServer } from '../support/app-server.ts';
import { secret } from '../support/door-server.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';
import { runCli } from '../support/run-cli.ts';

const [dataDir, emptyDir] = [freshDataDir(), freshDataDir()];
const out = mkdtempSync(join(tmpdir(), 'cislo-suggested-'));
let counted: Record<string, readonly number[]>;
/** What the server itself proposed, while it held the database. */
let fromServer: { readonly items: readonly Item[] };

/** A month of deliveries, and 120 events of which 6 are failures. */
beforeAll(async () => {
  const server = await startTestServer({ CISLO_DATA_DIR: dataDir });
  const now = Date.now();
  const { deliveries } = generateMonth({ seed: 'suggest', end: now, deliveries: 4_500, repositories: 4 });
  await sendAll({ url: new URL(server.doorUrl), secret, deliveries: [...deliveries] });
  const event = { source: '/s', type: 'audit.finished', subject: null, repository: null, job: null, quirks: [] };
  await server.app.store.appendEvents(
    Array.from({ length: 120 }, (_, index) => ({
      ...event,
      eventId: String(index),
      at: now - index * 60_000,
      outcome: index % 20 === 0 ? 'failure' : 'success',
      data: {},
      receivedAt: now,
    })),
  );
  await server.app.drain(60_000);
  const countsOf = async (id: string) => {
    const status = (await (await fetch(`${server.url}/api/slos/${id}/status`)).json()) as Item;
    return [status.good, status.bad];
  };
  counted = Object.fromEntries(
    await Promise.all(
      ['build-completion', 'test-completion', 'first-status'].map(async (id) => [id, await countsOf(id)] as const),
    ),
  );
  const { out: told } = await runCli(['suggest', '--json', '--url', server.url]);
  fromServer = JSON.parse(told);
  await server.stop();
});
afterAll(() => {
  for (const folder of [dataDir, emptyDir, out]) rmSync(folder, { recursive: true, force: true });
});

interface Item {
  readonly name: string;
  readonly good: number;
  readonly bad: number;
  readonly sli: number;
  readonly target: number;
}

describe('cislo suggest', () => {
  it('proposes the same over a server', async () => {
    const { out: text } = await runCli(['suggest', '--json'], { CISLO_DATA_DIR: dataDir });

    const told = ({ items }: { readonly items: readonly Item[] }) =>
      items.map(({ name, good, bad, target }) => [name, good, bad, target]);
    expect(told(fromServer)).toEqual(told(JSON.parse(text)));
    expect(fromServer.items.length).toBeGreaterThan(2);
  });

  it('proposes targets just under what the SLOs of the server count', async () => {
    const { code, out: text } = await runCli(['suggest', '--json'], { CISLO_DATA_DIR: dataDir });

    const items: readonly Item[] = JSON.parse(text).items;
    expect(code).toBe(0);
    for (const [name, counts] of Object.entries(counted)) {
      const item = items.find((one) => one.name === name);
      expect([item?.good, item?.bad]).toEqual(counts);
    }
    expect(items.find(({ name }) => name === 'audit-finished')).toMatchObject({ good: 114, bad: 6, target: 0.929 });
    expect(items.some(({ name }) => name.startsWith('build-completion-'))).toBe(true);
    for (const { sli, target } of items) expect(target).toBeLessThan(sli);
  });

  it('writes files that are strictly valid, and no file twice', async () => {
    const first = await runCli(['suggest', '--out', out], { CISLO_DATA_DIR: dataDir });
    const checked = await runCli(['validate', out, '--strict']);
    const again = await runCli(['suggest', '--out', out], { CISLO_DATA_DIR: dataDir });

    expect([first.code, checked.code, again.code]).toEqual([0, 0, 2]);
    expect(readdirSync(out)).toContain('build-completion.yaml');
    expect(first.out).toMatch(/^build-completion +\d+ +[\d.]+ % +[\d.]+ % +[\w–-]+$/m);
    expect(first.out).toContain('build-completion: ');
    expect(again.err).toContain('is there already');
  });

  it('proposes nothing where nothing was seen', async () => {
    const { code, out: text } = await runCli(['suggest'], { CISLO_DATA_DIR: emptyDir });

    expect({ code, text }).toEqual({ code: 0, text: 'No SLO is proposed.\n' });
  });
});
