import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { risks } from '../../src/act/gate/gate-settings.ts';
import { generateMonth } from '../../src/demo/generate-month.ts';
import { sendAll } from '../../src/send/send-all.ts';
import { startTestServer, type TestServer } from '../support/app-server.ts';
import { secret } from '../support/door-server.ts';
import { runCli } from '../support/run-cli.ts';
import { askFor } from './support/slo-documents.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({});
  const { deliveries } = generateMonth({ seed: 'gate', end: Date.now(), deliveries: 900, repositories: 3 });
  await sendAll({ url: new URL(server.doorUrl), secret, deliveries: [...deliveries] });
  await server.app.drain(60_000);
});
afterAll(() => server.stop());

const ask = (query: string) => askFor('GET', `${server.url}/api/gate?${query}`);
const gate = (...flags: readonly string[]) => runCli(['gate', '--url', server.url, ...flags]);

describe('the gate', () => {
  it.each(risks)(
    'says the same over the API and on the command line, and what the status says, for %s risk',
    async (risk) => {
      for (const slo of ['first-status', 'build-completion', 'webhook-acceptance']) {
        const { json } = await ask(`slo=${slo}&risk=${risk}`);
        const { code, out } = await gate('--slo', slo, '--risk', risk, '--json');
        const strict = await gate('--slo', slo, '--risk', risk, '--strict');
        const { json: status } = await askFor('GET', `${server.url}/api/slos/${slo}/status`);
        const { as_of: _asOf, behind: _behind, ...said } = JSON.parse(out);

        expect(json).toMatchObject(said);
        expect(json.slos).toMatchObject([{ id: slo, status: status.status, reason: status.reason }]);
        expect(code).toBe(['defer', 'block'].includes(json.decision) ? 1 : 0);
        expect(strict.code).toBe(json.decision === 'approve' ? 0 : 1);
        expect(strict.out).toContain(json.decision.toUpperCase());
      }
    },
  );

  it('decides for a service by all of its SLOs', async () => {
    const { json } = await ask('service=ci&risk=high');
    const { json: both } = await ask('slo=first-status&slo=build-completion&risk=high');

    expect(json.slos.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(['first-status', 'build-completion', 'test-completion']),
    );
    expect(both.slos).toHaveLength(2);
    expect((await gate('--service', 'ci', '--risk', 'high')).out).toContain('may approve: an admin of cislo');
  });

  it('refuses a question without an SLO, with a wrong risk, and about what there is not', async () => {
    const [nothing, wrong, missing, unknown, service] = await Promise.all(
      [
        'risk=low',
        'slo=first-status&risk=huge',
        'slo=first-status',
        'slo=no-such&risk=low',
        'service=none&risk=low',
      ].map(ask),
    );

    expect([nothing, wrong, missing].map((one) => one?.status)).toEqual([400, 400, 400]);
    expect(nothing?.json).toMatchObject({ parameter: 'slo' });
    expect(wrong?.json).toMatchObject({ parameter: 'risk', allowed: ['low', 'medium', 'high'] });
    expect(missing?.json).toMatchObject({ parameter: 'risk' });
    expect([unknown?.status, service?.status]).toEqual([404, 404]);
    expect(unknown?.text).toContain('first-status');
  });

  it('exits with 2 for a wrong question on the command line', async () => {
    const codes = [];
    for (const flags of [
      ['--risk', 'low'],
      ['--slo', 'first-status'],
      ['--slo', 'first-status', '--risk', 'huge'],
      ['--slo', 'no-such', '--risk', 'low'],
    ])
      codes.push((await gate(...flags)).code);

    expect(codes).toEqual([2, 2, 2, 2]);
  });

  it('counts its decisions, each from 0 on', async () => {
    const metrics = await (await fetch(`${server.url}/metrics`)).text();

    expect(metrics).toMatch(/cislo_gate_decisions_total\{decision="approve"\} \d+/);
    expect(metrics).toMatch(/cislo_gate_decisions_total\{decision="review"\} [1-9]/);
  });

  it('reads the database itself where no server is asked', async () => {
    const env = { CISLO_DATA_DIR: '/nowhere/at/all' };

    expect((await runCli(['gate', '--slo', 'first-status', '--risk', 'low'], env)).code).toBe(1);
  });
});
