import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, inject, it, onTestFinished } from 'vitest';
import { freePort } from '../../src/cli/free-port.ts';
import { askFor, named, tests } from '../journey/support/slo-documents.ts';
import { startTestServer } from '../support/app-server.ts';
import { runCli } from '../support/run-cli.ts';

it('the demo pushes a month through its own door, prints the table and ends', async () => {
  const text = await runCli(['demo', '--once', '--deliveries', '400'], { PORT: '0' });
  const json = await runCli(['demo', '--once', '--deliveries', '400', '--json', '--seed', 'another'], { PORT: '0' });

  expect(text.code).toBe(0);
  expect(text.out).toMatch(/first-status[\s\S]*build-completion|build-completion[\s\S]*first-status/);
  expect(text.err).toMatch(/100 %/);
  const { slos, deliveries } = JSON.parse(json.out);
  expect(deliveries).toBeGreaterThan(200);
  expect(slos.find((slo: { readonly name: string }) => slo.name === 'test-completion').good).toBeGreaterThan(0);
});

it('the demo goes on working once its month is in: an SLO that is stored then is counted', async () => {
  const child = spawn(
    process.execPath,
    [join(inject('compiledPackage'), 'dist/cli/main.js'), 'demo', '--deliveries', '400'],
    {
      env: { PATH: process.env['PATH'], PORT: '0' },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  onTestFinished(async () => {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  await expect.poll(() => output).toContain('Ctrl-C');
  const url = /Status page +(http:\S+)\//.exec(output)?.[1] ?? '';

  const created = await askFor('POST', `${url}/api/slos`, named(tests, 'mine'));

  expect(created.status).toBe(201);
  await expect.poll(async () => (await askFor('GET', `${url}/api/slos/mine/backfill`)).json.state).toBe('ready');
  const counts = async (id: string) => {
    const { json } = await askFor('GET', `${url}/api/slos/${id}/status`);
    return [json.good, json.bad, json.excluded];
  };
  expect(await counts('mine')).toEqual(await counts('test-completion'));
});

it('a taken port makes the demo take the next', async () => {
  const server = await startTestServer();

  const port = await freePort(server.port, '127.0.0.1');

  expect(port).not.toBe(server.port);
  await server.stop();
});
