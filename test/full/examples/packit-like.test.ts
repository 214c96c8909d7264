import { expect, it } from 'vitest';
import { generateMonth } from '../../../src/demo/generate-month.ts';
import { sendAll } from '../../../src/send/send-all.ts';
import { askFor } from '../../journey/support/slo-documents.ts';
import { secret } from '../../support/door-server.ts';
import { example, serveExample, statusesOf } from './support.ts';

it('a service like Packit is measured by the built-in SLOs, with a label for each repository', async () => {
  const server = await serveExample({ CISLO_CONFIG: example('packit-like/cislo.yaml') });
  const { deliveries } = generateMonth({ seed: 'packit-like', end: Date.now(), deliveries: 2_000, repositories: 6 });
  await sendAll({ url: new URL(server.doorUrl), secret, deliveries: [...deliveries] });
  await server.app.drain(60_000);

  const statuses = await statusesOf(server, ['first-status', 'build-completion', 'test-completion']);
  const { json: builds } = await askFor(
    'GET',
    `${server.url}/api/runs?provider=packit-as-a-service&kind=build&limit=500`,
  );
  const { text: metrics } = await askFor('GET', `${server.url}/metrics`);

  for (const status of Object.values(statuses)) expect(status.good).toBeGreaterThan(20);
  expect(builds.items.length).toBeGreaterThan(20);
  const repositories = new Set(builds.items.map(({ repository }: { readonly repository: string }) => repository));
  const labels = 'kind="build",provider="packit-as-a-service"';
  for (const repository of repositories)
    expect(metrics).toMatch(new RegExp(`cislo_jobs_queued_total\\{repository="${repository}",${labels}\\} [1-9]`));
});
