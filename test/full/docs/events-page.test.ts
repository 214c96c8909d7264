import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/app-server.ts';

const page = readFileSync(new URL('../../../docs/events.md', import.meta.url), 'utf8');
const commands = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, command]) => command as string);
const token = 'token-of-events';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ CISLO_EVENTS_TOKEN: token });
});
afterAll(() => server.stop());

async function runCommand(command: string, given: string): Promise<unknown> {
  const environment = { ...process.env, SERVER: server.url, CISLO_EVENTS_TOKEN: given };
  const { stdout } = await promisify(execFile)('sh', ['-c', command], { env: environment });
  return JSON.parse(stdout);
}

describe('the commands of docs/events.md', () => {
  it('are there', () => {
    expect(commands.length).toBeGreaterThanOrEqual(4);
  });

  it.each(commands.map((command) => [command]))('store their events: %s', async (command) => {
    const count = (command.match(/"id": "a-\d"/g) ?? []).length || 1;

    expect(await runCommand(command, token)).toEqual({ stored: count, duplicates: 0 });
    expect(await runCommand(command, token)).toEqual({ stored: 0, duplicates: count });
  });

  it('are refused with another token', async () => {
    await expect(runCommand(commands[0] as string, 'token-of-others')).rejects.toThrow();
  });
});
