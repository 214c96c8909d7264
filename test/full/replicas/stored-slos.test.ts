import { expect, it, onTestFinished } from 'vitest';
import { generateMonth } from '../../../src/demo/generate-month.ts';
import { sendAll } from '../../../src/send/send-all.ts';
import { askFor, builds, named, tests } from '../../journey/support/slo-documents.ts';
import { startTestServer } from '../../support/app-server.ts';
import { secret } from '../../support/door-server.ts';
import { createDatabase } from '../../support/postgres.ts';

it('what one replica stores or deletes, the other one serves, also when both change it at once', async () => {
  const database = await createDatabase();
  onTestFinished(database.drop);
  const servers = await Promise.all([1, 2].map(() => startTestServer({ DATABASE_URL: database.url })));
  onTestFinished(async () => void (await Promise.all(servers.map((server) => server.stop()))));
  const [one, two] = servers as [(typeof servers)[number], (typeof servers)[number]];
  const { deliveries } = generateMonth({ seed: 'replicas', end: Date.now(), deliveries: 600, repositories: 3 });
  await sendAll({ url: new URL(one.doorUrl), secret, deliveries: [...deliveries] });
  await two.app.drain(60_000);
  const countsAt = async (url: string, id: string) => {
    const { json } = await askFor('GET', `${url}/api/slos/${id}/status`);
    return [json.good, json.bad, json.excluded];
  };

  const created = await Promise.all(
    servers.map((server) => askFor('POST', `${server.url}/api/slos`, named(builds, 'mine'))),
  );
  await Promise.all(
    [builds, tests].map((document, index) =>
      askFor('PUT', `${servers[index]?.url}/api/slos/mine`, named(document, 'mine')),
    ),
  );
  const changed = await askFor('PUT', `${two.url}/api/slos/mine`, named(tests, 'mine'));
  await expect.poll(async () => (await askFor('GET', `${one.url}/api/slos/mine/backfill`)).json.state).toBe('ready');

  expect(created.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(changed.status).toBe(200);
  for (const { url } of servers) expect(await countsAt(url, 'mine')).toEqual(await countsAt(url, 'test-completion'));
  expect((await askFor('GET', `${one.url}/api/verify`)).json.differences).toEqual([]);
  expect((await askFor('DELETE', `${one.url}/api/slos/mine`)).status).toBe(200);
  expect((await askFor('GET', `${two.url}/api/slos/mine`)).status).toBe(404);
});
