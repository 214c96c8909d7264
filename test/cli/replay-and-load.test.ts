import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadCommand } from '../../src/cli/load.ts';
import { replayCommand } from '../../src/cli/replay.ts';
import { type RecordingServer, startRecordingServer } from '../send/recording-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'cislo-replay-'));
const file = join(folder, 'recording.ndjson');
const good = '{"id":"1","event":"push","payload":{}}\n{"delivery_id":"2","event":"ping","payload":{"zen":"x"}}\n';
let server: RecordingServer;
let printed = '';
let errors = '';

beforeEach(() => {
  printed = '';
  errors = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errors += String(text);
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = undefined;
  await server.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...args: readonly string[]): Promise<void> {
  const program = new Command('cislo');
  for (const command of [replayCommand(), loadCommand()]) program.addCommand(command.exitOverride());
  await program.exitOverride().parseAsync([...args, '--url', server.url.origin, '--secret', 's'], { from: 'user' });
}

describe('cislo replay', () => {
  it('sends every line through the door and says how it went', async () => {
    server = await startRecordingServer(() => ({ status: 202 }));
    writeFileSync(file, good);

    await run('replay', file);

    expect(server.received.map(({ headers }) => headers['x-github-delivery']).sort()).toEqual(['1', '2']);
    expect(printed).toMatch(/^Sent 2 deliveries in .* 2 accepted\.\n$/);
    expect(errors).toMatch(/^Replay: +\d+ %/m);
    expect(process.exitCode).toBeUndefined();
  });

  it('reports bad lines with their place, leaves them out, sends the rest and ends with 1', async () => {
    server = await startRecordingServer();
    writeFileSync(file, `oops\n${good}{"id":"3"}\n`);

    await run('replay', file, '--json');

    expect(JSON.parse(printed)).toMatchObject({
      sent: 2,
      by_status: { 200: 2 },
      bad_lines: 2,
      problems: [{ line: 1 }, { line: 4 }],
    });
    expect(errors).toContain(`${file}:1:1: not JSON`);
    expect(process.exitCode).toBe(1);
  });

  it('shows what the server refused and ends with 1', async () => {
    server = await startRecordingServer(() => ({ status: 401, body: '{"error":"wrong signature"}' }));
    writeFileSync(file, `nonsense\n${good}`);

    await run('replay', file, '--speed', '1000', '--connections', '1');

    expect(printed).toContain('0 accepted');
    expect(printed).toContain('Left out 1 lines');
    expect(printed).toContain('1 was answered with 401: {"error":"wrong signature"}');
    expect(process.exitCode).toBe(1);
  });

  it.each([
    [['--speed', '0'], /number above 0/],
    [['--connections', '1.5'], /whole number/],
  ])('refuses %j', async (flags, message) => {
    server = await startRecordingServer();

    await expect(run('replay', file, ...flags)).rejects.toThrow(message);
  });

  it('needs a secret: the option, or WEBHOOK_SECRET', async () => {
    server = await startRecordingServer();
    writeFileSync(file, good);
    vi.stubEnv('WEBHOOK_SECRET', '');
    const replay = (): Promise<Command> =>
      replayCommand().parseAsync([file, '--url', server.url.href], { from: 'user' });

    await expect(replay()).rejects.toMatchObject({ code: 'bad_settings' });
    vi.stubEnv('WEBHOOK_SECRET', 'from the environment');
    await replay();

    expect(server.received).toHaveLength(2);
  });

  it('sends to this machine on PORT when no server is named', async () => {
    server = await startRecordingServer();
    writeFileSync(file, good);
    vi.stubEnv('PORT', server.url.port);

    await replayCommand().parseAsync([file, '--secret', 's'], { from: 'user' });

    expect(server.received).toHaveLength(2);
  });
});

describe('cislo load', () => {
  it('prints throughput, latencies, answers and losses', async () => {
    let stored = 0;
    server = await startRecordingServer(({ path }) => {
      if (path.startsWith('/api/deliveries/count')) return { status: 200, body: JSON.stringify({ count: stored }) };
      stored += 1;
      return { status: 200 };
    });

    await run('load', '--rate', '100', '--for', '200ms', '--size', '10k');

    expect(printed).toContain('sent          20 deliveries');
    expect(printed).toMatch(/latency {7}p50 [\d.]+ ms/);
    expect(printed).toContain('answers       200: 20');
    expect(printed).toContain('lost          0');
    expect(process.exitCode).toBeUndefined();
  });

  it('counts what was acknowledged and is not there, and ends with 1', async () => {
    let stored = 100;
    server = await startRecordingServer(({ path }) => {
      if (path.startsWith('/api/deliveries/count')) return { status: 200, body: JSON.stringify({ count: stored }) };
      stored = 118;
      return { status: 200 };
    });

    await run('load', '--rate', '100', '--for', '0.2s', '--json');

    expect(JSON.parse(printed)).toMatchObject({
      sent: 20,
      acknowledged: 20,
      stored: 18,
      lost: 2,
      by_status: { 200: 20 },
    });
    expect(process.exitCode).toBe(1);
  });

  it('says that losses are not known when the server does not tell', async () => {
    server = await startRecordingServer(() => ({ status: 500, body: 'no' }));

    await run('load', '--rate', 'max', '--for', '100ms', '--connections', '2');

    expect(printed).toContain('lost          not known');
    expect(process.exitCode).toBe(1);
  });

  it.each([
    [['--rate', '0', '--for', '1s'], /above 0/],
    [['--rate', '5', '--for', '1 hour'], /with its unit/],
    [['--rate', '5', '--for', '0s'], /above 0/],
    [['--rate', '5', '--for', '1s', '--connections', '0'], /whole number/],
    [['--rate', '5', '--for', '1s', '--size', '5k'], /Allowed choices/],
    [['--rate', '5'], /--for/],
  ])('refuses %j', async (flags, message) => {
    server = await startRecordingServer();

    await expect(run('load', ...flags)).rejects.toThrow(message);
  });
});
