import { expect, it } from 'vitest';
import { freePort } from '../../src/cli/free-port.ts';
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

it('a taken port makes the demo take the next', async () => {
  const server = await startTestServer();

  const port = await freePort(server.port, '127.0.0.1');

  expect(port).not.toBe(server.port);
  await server.stop();
});
