import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnsweringServer, startAnsweringServer } from '../support/answering-server.ts';
import { runCli } from '../support/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'cislo-notify-'));
const config = join(folder, 'cislo.yaml');
let receiver: AnsweringServer;
let status = 200;

beforeAll(async () => {
  receiver = await startAnsweringServer(() => ({ status, body: 'no such hook' }));
  writeFileSync(
    config,
    `notifications:
  targets:
    - { name: chat, target: slack, url_from: env:CHAT }
    - { name: hook, target: webhook, url_from: env:CHAT, key_from: env:KEY }
  quiet_hours: { from: '22:00', to: '07:00' }
  group_wait: 5m
`,
  );
});
afterAll(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

const notify = (target: string, env: Record<string, string> = { CHAT: receiver.url }) =>
  runCli(['notify', '--test', target], { CISLO_CONFIG: config, ...env });

describe('cislo notify --test', () => {
  it('sends a message that says that it is a test', async () => {
    const { code, out } = await notify('chat');

    expect([code, out]).toEqual([0, 'chat (slack) took the test message\n']);
    expect(JSON.parse(receiver.asked.at(-1)?.body ?? '{}').text).toContain('[Test]');
  });

  it('says why a message did not arrive, and exits with 1', async () => {
    status = 404;
    const { code, out } = await notify('chat');
    const unset = await notify('hook');
    status = 200;

    expect([code, out]).toEqual([1, 'chat (slack) did not take the test message: it answered 404: no such hook\n']);
    expect(unset.out).toContain('KEY is not set, and hook needs it');
  });

  it('names the targets that there are', async () => {
    const { code, err } = await notify('pigeon');

    expect(code).toBe(2);
    expect(err).toContain("there is no target 'pigeon'; there are: chat, hook");
    expect((await runCli(['notify'])).code).toBe(2);
  });

  it('tells where a target of the configuration is wrong', async () => {
    const wrong = join(folder, 'wrong.yaml');
    writeFileSync(wrong, 'notifications:\n  targets:\n    - { name: chat, target: slack }\n');

    const { code, err } = await runCli(['notify', '--test', 'chat'], { CISLO_CONFIG: wrong });

    expect(code).toBe(2);
    expect(err).toContain('wrong.yaml:3:');
    expect(err).toContain('url-from must be given for slack');
  });
});
