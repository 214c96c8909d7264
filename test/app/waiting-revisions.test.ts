import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app/create-app.ts';
import { configFiles } from '../../src/app/read-settings.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { root } from '../house/source-files.ts';
import { memoryLog } from '../support/door-server.ts';
import { entryOf, minute, noon, pullRequest, status } from '../support/entries.ts';
import { webOver } from '../support/web.ts';

let folder: string;
let app: App;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cislo-test-waiting-'));
  mkdirSync(join(folder, 'slos'));
  copyFileSync(`${root}slos/build-completion.yaml`, join(folder, 'slos', 'build-completion.yaml'));
  const env = { CISLO_DATA_DIR: join(folder, 'data'), CISLO_SLO_DIR: join(folder, 'slos') };
  app = await createApp({ config: readConfig(env, configFiles), log: memoryLog(), clock: () => noon + 30 * minute });
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('the overview lists the pull requests that it counts, although no objective counts revisions', async () => {
  await app.store.append(
    [
      pullRequest({ at: noon }),
      status({ at: noon + 1000 }),
      pullRequest({
        at: noon + 10 * minute,
        pullRequest: 2,
        headSha: 'b'.repeat(40),
        url: 'https://github.com/octo/repo/pull/2',
      }),
    ].map((observation) => entryOf(observation)),
  );
  expect(await app.drain(60_000)).toBe(true);

  const page = await (await webOver(app.routes).ask('/')).text();

  expect(page).toContain('1 open pull request has had no status for more than 15\u00a0s.');
  expect(page).toContain('<a href="https://github.com/octo/repo/pull/2" rel="noreferrer">octo/repo#2</a>');
  expect(page).toContain('waiting for 20\u00a0min');
  expect(page).not.toContain('octo/repo#1<');
});
