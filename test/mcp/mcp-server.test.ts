import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateMonth } from '../../src/demo/generate-month.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import { sendAll } from '../../src/send/send-all.ts';
import { root } from '../house/source-files.ts';
import { startTestServer, type TestServer } from '../support/app-server.ts';
import { secret } from '../support/door-server.ts';

let server: TestServer;
let client: Client;

beforeAll(async () => {
  server = await startTestServer({});
  const { deliveries } = generateMonth({ seed: 'mcp', end: Date.now(), deliveries: 900, repositories: 3 });
  await sendAll({ url: new URL(server.doorUrl), secret, deliveries: [...deliveries] });
  await server.app.drain(60_000);
  client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ['--import', 'tsx', `${root}src/cli/main.ts`, 'mcp', '--url', server.url],
      cwd: root,
    }),
  );
}, 90_000);
afterAll(async () => {
  await client.close();
  await server.stop();
});

// biome-ignore lint/suspicious/noExplicitAny: the tests look at what an answer holds
async function call(name: string, input: object = {}): Promise<any> {
  const { content, isError } = (await client.callTool({ name, arguments: input as Record<string, unknown> })) as {
    content: readonly { text: string }[];
    isError?: boolean;
  };
  const text = content[0]?.text ?? '';
  return isError === true ? { error: text } : JSON.parse(text);
}

describe('the server for assistants', () => {
  it('has tools that only read', async () => {
    const { tools } = await client.listTools();

    expect(tools.map(({ name }) => name)).toEqual([
      'list_slos',
      'slo_status',
      'bad_events',
      'bubbleup',
      'explain_run',
      'explain_revision',
    ]);
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
  });

  it('tells how SLOs stand as the API does', async () => {
    const all = await call('list_slos');
    const one = await call('slo_status', { id: 'build-completion' });

    expect(all.length).toBeGreaterThan(2);
    expect(one.name).toBe('build-completion');
    expect(all.find(({ name }: { name: string }) => name === 'build-completion').good).toBe(one.good);
  });

  it('leads from bad events to what they have in common and to why each is bad', async () => {
    const { items } = await call('bad_events', { id: 'build-completion', limit: 5 });
    const common = await call('bubbleup', { id: 'build-completion' });
    const why = await call('explain_run', { run: items[0].event_id });

    expect(items.length).toBeGreaterThan(0);
    expect(common).toHaveProperty('items');
    expect(JSON.stringify(why)).toContain('build-completion');
    const revision = (await server.app.store.read.listRevisions(systemViewer, { limit: 1 })).items[0];
    expect(JSON.stringify(await call('explain_revision', { revision: revision?.id }))).toContain('first-status');
  });

  it('says what is wrong with a question', async () => {
    expect((await call('slo_status', { id: 'no-such' })).error).toContain("there is no SLO 'no-such'");
    expect((await call('bad_events', { id: 'build-completion', since: 'yesterday' })).error).toContain('since');
  });
});
