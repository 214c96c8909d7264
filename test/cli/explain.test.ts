import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../src/app/read-settings.ts';
import { workerSettings } from '../../src/app/worker-settings.ts';
import { openStore } from '../../src/store/open-store.ts';
import { startTestServer, type TestServer } from '../support/app-server.ts';
import { pullRequestBody, send, signedHeaders } from '../support/door-server.ts';
import { entryOf } from '../support/entries.ts';
import { loggedRevision, loggedRun, runLog } from '../support/explainable.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';
import { deployTo, settleAll } from '../support/generations.ts';
import { runCli } from '../support/run-cli.ts';

describe('cislo explain of a name', () => {
  it('says what the rules make of a report, each with its line', async () => {
    const { code, out } = await runCli([
      'explain',
      ...['--name', 'rpm-build:f41', '--app', 'packit-as-a-service', '--source', 'check_run'],
      ...['--says', 'failure', '--text', 'Submit of the build failed: x'],
    ]);

    expect(code).toBe(0);
    expect(out).toMatch(
      /^rpm-build:f41\n {2}provider packit-as-a-service: .* {2}rules\/packit\.yaml:\d+\n {2}kind {5}build: .*:\d+\n {2}role {5}ci: .*:\d+\n {2}state {4}error: .*:\d+\n$/,
    );
  });

  it('prints the same as JSON', async () => {
    const { out } = await runCli(['explain', '--name', 'Unit tests', '--sender', 'acme[bot]', '--json']);

    expect(JSON.parse(out)).toEqual({
      provider: {
        name: 'acme',
        because: 'no profile knows it, so it is the account that sent it, acme[bot]',
        rule: null,
      },
      kind: expect.objectContaining({ name: 'test', rule: { file: 'rules/words.yaml', line: expect.any(Number) } }),
      role: { name: 'ci', because: 'it has no profile', rule: null },
      state: expect.objectContaining({ name: 'success' }),
    });
  });
});

describe('cislo explain of an id', () => {
  let folder: string;
  beforeAll(async () => {
    folder = freshDataDir();
    const store = await openStore({ databaseUrl: null, dataDir: folder });
    await store.append([...runLog.pullRequests, ...runLog.jobs].map((observation) => entryOf(observation)));
    // What a server does; the command itself only reads.
    await deployTo(store, workerSettings(readSettings({})).offers, Date.now());
    await settleAll(store, Date.now());
    await store.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const explain = (...args: readonly string[]) => runCli(['explain', ...args], { CISLO_DATA_DIR: folder });

  it('tells the story of a run, places at the ends of lines', async () => {
    const { code, out } = await explain(loggedRun.id);

    expect(code).toBe(0);
    expect(out).toContain(`Run ${loggedRun.id}: build, number 1 on octo/repo@aaaaaaaaaaaa\n`);
    expect(out).toMatch(/\n {2}kind {5}build: .* {2}rules\/\w+\.yaml:\d+\n/);
    expect(out).toMatch(/ status 1 says pending: queued, opened the run {2}rules\/[\w-]+\.yaml:\d+\n/);
    expect(out).toMatch(/ status 2 says in_progress "in progress": started, told how it goes on {2}/);
    expect(out).toMatch(
      / says no more: skipped, told no conclusion while more is known, and changed nothing {2}\(an end/,
    );
    expect(out).toMatch(
      /\nbuild-completion says good at .*\n {2}where holds: kind = 'build' .*build-completion\.yaml:\d+\n/,
    );
  });

  it('tells the story of a revision', async () => {
    const { code, out } = await explain(loggedRevision.id);

    expect(code).toBe(0);
    expect(out).toContain(`Revision ${loggedRevision.id}: octo/repo#1 opened with aaaaaaaaaaaa`);
    expect(out).toContain('\nExpected\n  none\n');
    expect(out).toMatch(/\nReports on its commit\n.* jenkins: is the first answer\n/);
    expect(out).toContain('\nDecided\n  Nobody owes it an answer.  (nobody_owes)\n');
    expect(out).toMatch(/\nfirst-status says good at /);
  });

  it('prints what the API answers as JSON', async () => {
    expect(JSON.parse((await explain(loggedRun.id, '--json')).out).run.id).toBe(loggedRun.id);
    expect(JSON.parse((await explain(loggedRevision.id, '--json')).out).revision.id).toBe(loggedRevision.id);
  });

  it('ends with 1 for an id that nothing has', async () => {
    const { code, err } = await explain('f'.repeat(32));

    expect(code).toBe(1);
    expect(err).toContain(`there is neither a run nor a revision ${'f'.repeat(32)}; take an id from /api/runs`);
  });
});

describe('cislo explain at a running server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
    const body = pullRequestBody();
    await send(server.doorUrl, body, signedHeaders(body));
  });
  afterAll(() => server.stop());

  it('asks it, also for an id that it does not know', async () => {
    const list = (await (await fetch(`${server.url}/api/revisions?wait=30`)).json()) as {
      readonly items: readonly { readonly id: string }[];
    };
    const id = String(list.items[0]?.id);

    const known = await runCli(['explain', id, '--url', `${server.url}/`]);
    const unknown = await runCli(['explain', 'f'.repeat(32), '--url', server.url]);

    expect(known).toMatchObject({ code: 0, out: expect.stringContaining(`Revision ${id}: `) });
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('neither a run nor a revision') });
  });

  it('that is none of ours is named with what it answered', async () => {
    const other = createServer((_request, response) => response.writeHead(404).end('<html>'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;

    expect(await runCli(['explain', 'f'.repeat(32), '--url', url])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/answered 404: <html>/),
    });
    other.close();
  });
});

describe('the story of what the API answers', () => {
  it('names the lines and the revisions that made a provider expected', async () => {
    const because = { name: 'ci', because: 'x', rule: null };
    const answer = {
      revision: { ...because, id: '1', action: 'opened', pull_request: 2, repository: 'o/r', head_sha: 'c'.repeat(40) },
      expected: [
        {
          provider: 'jenkins',
          owes: true,
          rules: [{ file: 'cislo.yaml', line: 4 }],
          answered: [{ pull_request: 1, changed_at: '2026-01-05T12:00:00.000Z' }],
        },
        { provider: 'github-actions', owes: false, rules: [], answered: [{ pull_request: 1, changed_at: 'then' }] },
      ],
      reports: [],
      decisions: [],
      verdicts: [{ slo: 's', verdict: 'pending', at: null, decision: { text: 'Not yet.' }, because: [] }],
    };
    const other = createServer((_request, response) => response.end(JSON.stringify(answer)));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));

    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const { out } = await runCli(['explain', 'f'.repeat(32), '--url', url]);

    other.close();
    expect(out).toContain('  jenkins owes an answer: the configuration names it  cislo.yaml:4\n');
    expect(out).toContain(
      '  jenkins owes an answer: it answered 1 of the last 20 revisions, lately #1 of 2026-01-05T12:00:00.000Z\n',
    );
    expect(out).toContain('  github-actions owes none: it answered 1 of');
    expect(out).toContain('\nReports on its commit\n  none\ns says pending: Not yet.\n');
  });
});

describe('wrong usage ends with 2', () => {
  const id = 'f'.repeat(32);

  it.each([
    ['nothing', [], 'Give the id of a run or a revision, or --name'],
    ['an id and a name', [id, '--name', 'x'], '--name is about a job name; leave it out, or give no id'],
    ['an id and a text', [id, '--text', 'x'], '--text is about a job name'],
    ['what is no id', ['12'], "an id is 32 hexadecimal digits in lower case, got '12'"],
    ['a name and a server', ['--name', 'x', '--url', 'http://127.0.0.1:1'], 'leave --url out'],
    ['a word that is not of GitHub', ['--name', 'x', '--says', 'fine'], 'Allowed choices are waiting, pending'],
    ['a source that is none', ['--name', 'x', '--source', 'mail'], 'Allowed choices are status, check_run'],
  ])('for %s', async (_name, args, message) => {
    const { code, out, err } = await runCli(['explain', ...args]);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
