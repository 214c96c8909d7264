import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/app-server.ts';
import { pullRequestBody, send, signedHeaders } from '../support/door-server.ts';
import { runCli } from '../support/run-cli.ts';

describe('on a database of their own', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cislo-cli-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('migrate, status and verify do their work', async () => {
    const env = { CISLO_DATA_DIR: folder };

    const first = await runCli(['migrate', '--json'], env);
    const again = await runCli(['migrate'], env);
    const status = await runCli(['status'], env);
    const verify = await runCli(['verify', '--json'], env);

    expect(JSON.parse(first.out).migrated).toContain('0001_observation_log');
    expect(again).toMatchObject({ code: 0, out: 'The schema is up to date.\n' });
    expect(status).toMatchObject({ code: 0, out: expect.stringMatching(/^SLO +target[\s\S]*first-status .*no data/) });
    expect(verify.code).toBe(0);
    expect(JSON.parse(verify.out)).toMatchObject({ differences: [] });
  });
});

describe('beside a running server with the embedded database', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
    const body = pullRequestBody();
    await send(server.doorUrl, body, signedHeaders(body));
  });
  afterAll(() => server.stop());

  it.each(['status', 'verify', 'migrate'])(
    '%s without an address says who has the folder and what to do',
    async (command) => {
      const { code, err } = await runCli([command], { CISLO_DATA_DIR: server.dataDir });

      expect(code).toBe(1);
      expect(err).toMatch(/in use by process \d+.*--url/);
    },
  );

  it('status and verify ask the server', async () => {
    const status = await runCli(['status', '--json', '--url', server.url]);
    const verify = await runCli(['verify', '--url', `${server.url}/`]);

    expect(JSON.parse(status.out).items.map((item: { readonly name: string }) => item.name)).toContain('first-status');
    expect(verify).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+ rows checked, 0 differences\.\n$/) });
  });
});

describe('a server that is none of ours', () => {
  it('is named with what it answered', async () => {
    const other = createServer((request, response) =>
      response.writeHead(request.url === '/api/verify' ? 404 : 200).end('<html>'),
    );
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;

    expect(await runCli(['status', '--url', url])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/not answer with JSON/),
    });
    expect(await runCli(['verify', '--url', url])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/answered 404/),
    });
    other.close();
    expect(await runCli(['status', '--url', 'http://127.0.0.1:9'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/nothing answers/),
    });
  });

  it('that finds differences makes verify end with 1', async () => {
    const result = { checked: 3, differences: [{ repository: '', what: 'total', key: 'k', expected: 1, found: 2 }] };
    const other = createServer((_request, response) => response.end(JSON.stringify(result)));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));

    const verify = await runCli(['verify', '--url', `http://127.0.0.1:${(other.address() as AddressInfo).port}`]);

    expect(verify).toMatchObject({
      code: 1,
      out: '(all) total k: expected 1, found 2\n3 rows checked, 1 differences.\n',
    });
    other.close();
  });
});
