import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import { pullRequestBody, secret, send, signedHeaders } from '../support/door-server.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';

const probot = fileURLToPath(new URL('../../node_modules/probot/bin/probot.js', import.meta.url));
let folder: string;
let running: ChildProcess | null = null;
beforeAll(() => {
  folder = freshDataDir();
});
// A failed test must not leave a server that holds the folder.
afterEach(() => running?.kill('SIGKILL'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, args, {
    cwd: inject('compiledPackage'),
    env: { PATH: process.env['PATH'], CISLO_DATA_DIR: folder, WEBHOOK_SECRET: secret, ...env },
  });
  running = child;
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, exited, output: () => output };
}

it.each(['SIGTERM', 'SIGINT'] as const)('serve answers until %s, then ends well', async (signal) => {
  const { child, exited, output } = start(['dist/cli/main.js', 'serve'], { PORT: '0' });
  await expect.poll(output, { timeout: 100_000 }).toMatch(/cislo listens/);
  const url = /"url":"(http:[^"]+)"/.exec(output())?.[1] ?? '';
  const body = pullRequestBody();
  const reply = await send(`${url}/api/github/webhooks`, body, signedHeaders(body));

  child.kill(signal);

  expect(reply.status).toBe(200);
  expect(await exited).toBe(0);
  expect(output()).toMatch(/Stopping[\s\S]*Stopped/);
  expect(output()).not.toContain(secret);
});

it('probot run serves the same application, with its own door and no other', async () => {
  const key = '-----BEGIN RSA PRIVATE KEY-----\\nMIIB\\n-----END RSA PRIVATE KEY-----';
  const env = { PORT: '0', APP_ID: '1', PRIVATE_KEY: key, LOG_FORMAT: 'json', LOG_LEVEL: 'info' };
  const { child, exited, output } = start([probot, 'run', './dist/app/probot-app.js'], env);
  await expect.poll(output, { timeout: 100_000 }).toMatch(/Listening on http:\/\/\S+?:(\d+)/);
  const port = /Listening on http:\/\/\S+?:(\d+)/.exec(output())?.[1];
  const url = `http://localhost:${port}`;
  const body = pullRequestBody();

  const signed = await send(`${url}/api/github/webhooks`, body, signedHeaders(body));
  const unsigned = await send(`${url}/api/github/webhooks`, body, {});
  // A busy machine answers too late at first.
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(200);
  const revisions = await (await fetch(`${url}/api/revisions?wait=30`)).json();
  child.kill('SIGTERM');

  expect(signed).toMatchObject({ status: 200 });
  expect(unsigned.status).toBe(401);
  expect(revisions).toMatchObject({ items: [{ pull_request: 7 }] });
  expect(await exited).toBe(0);
});
