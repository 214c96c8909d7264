import { rmSync } from 'node:fs';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { backfillProgress } from '../../src/cli/backfill-progress.ts';
import { createProgram } from '../../src/cli/create-program.ts';
import { parseSince } from '../../src/cli/parse-since.ts';
import { runProgram } from '../../src/cli/run-program.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import type { Backfill } from '../../src/store/backfill/backfill.ts';
import { openStore } from '../../src/store/open-store.ts';
import { repositoryDeliveries } from '../support/backfill.ts';
import { fakeRepository } from '../support/fake-repository.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';
import { type RepositoryApi, serveRepository } from '../support/repository-api.ts';

const fake = fakeRepository(repositoryDeliveries(1_000));
const fullName = fake.repository['full_name'] as string;
const dataDir = freshDataDir();
let api: RepositoryApi;
let printed = '';
let errors = '';

beforeAll(() => nock.disableNetConnect());
beforeEach(() => {
  api = serveRepository(fake);
  printed = '';
  errors = '';
  vi.stubEnv('CISLO_DATA_DIR', dataDir);
  vi.stubEnv('GITHUB_TOKEN', 't');
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errors += String(text);
    return true;
  });
});
afterEach(() => {
  nock.cleanAll();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = undefined;
});
afterAll(() => {
  nock.enableNetConnect();
  rmSync(dataDir, { recursive: true, force: true });
});

function cislo(...args: readonly string[]): Promise<number> {
  return runProgram(createProgram(), args);
}

describe('cislo backfill', () => {
  it('is interrupted with exit code 1, says so, and goes on with the same command', async () => {
    api.interfere = (path) => (path.includes('/check-runs') ? [403, { message: 'no' }] : null);
    const interrupted = await cislo('backfill', fullName, '--since', '2026-01-01');
    const [firstPrinted, firstErrors] = [printed, errors];
    process.exitCode = undefined;
    api.interfere = null;
    printed = '';
    errors = '';

    const finished = await cislo('backfill', fullName, '--since', '2026-01-01', '--json');

    expect(interrupted).toBe(1);
    expect(firstErrors).toContain(`Reading ${fullName} since 2026-01-01T00:00:00.000Z`);
    expect(firstPrinted).toMatch(
      /^Interrupted: GitHub answered 403 .*\nSo far \d+ facts read.*The same command goes on from here\.\n$/,
    );
    expect(finished).toBe(0);
    expect(errors).toContain(`Going on with ${fullName}`);
    expect(errors).toMatch(/Commits: 100 %/);
    expect(JSON.parse(printed)).toMatchObject({
      repository: fullName,
      host: 'github.com',
      finished: true,
      stage: 'done',
      missing: 0,
      reason: null,
    });
  });

  it('leaves finished rows behind where settings are deployed and no server runs', async () => {
    await cislo('migrate');
    printed = '';
    expect(await cislo('backfill', fullName, '--since', '2026-01-01')).toBe(0);

    const store = await openStore({ databaseUrl: null, dataDir });
    const { items } = await store.read.listRuns(systemViewer, { repository: fullName });
    const lag = await store.read.readLagMs(systemViewer, Date.now());
    await store.close();
    expect(printed).toMatch(new RegExp(`^Read the history of ${fullName}: \\d+ facts read, `));
    expect(items.length).toBeGreaterThan(10);
    expect(lag).toBe(0);
  });

  it.each([
    [['backfill', 'nonsense', '--since', '1d'], 2, /owner\/name, got "nonsense"/],
    [['backfill', '../x', '--since', '1d'], 2, /owner\/name/],
    [['backfill', 'o/r', '--since', 'yesterday'], 2, /--since must be 30d/],
    [['backfill', 'o/r'], 2, /--since/],
    [['backfill', 'o/unknown', '--since', '1d'], 1, /knows no repository o\/unknown/],
  ])('%j ends with %d', async (args, code, message) => {
    expect(await cislo(...args)).toBe(code);
    expect(errors).toMatch(message);
  });

  it('needs credentials', async () => {
    vi.stubEnv('GITHUB_TOKEN', '');

    expect(await cislo('backfill', 'o/r', '--since', '1d')).toBe(2);
    expect(errors).toContain('GITHUB_TOKEN');
  });

  it('says that GitHub is away', async () => {
    api.interfere = () => [404, { message: 'x' }];

    expect(await cislo('backfill', fullName, '--since', '1d')).toBe(1);
    expect(errors).toContain('nothing was read');
  });

  it('says what to do while a server holds the embedded database', async () => {
    const store = await openStore({ databaseUrl: null, dataDir });

    const code = await cislo('backfill', fullName, '--since', '1d');

    await store.close();
    expect(code).toBe(1);
    expect(errors).toContain('CISLO_BACKFILL_DAYS');
  });
});

describe('--since', () => {
  const now = Date.UTC(2026, 0, 31, 12);
  const day = 86_400_000;

  it.each([
    ['30d', now - 30 * day],
    ['2w', now - 14 * day],
    ['2026-01-01', Date.UTC(2026, 0, 1)],
    ['2026-01-01T06:00:00+02:00', Date.UTC(2026, 0, 1, 4)],
    ['2026-02-01', null],
    ['0d', null],
    ['1768000000', null],
    ['soon', null],
  ])('%s is %s', (text, at) => {
    expect(parseSince(text, now)).toBe(at);
  });
});

describe('the progress', () => {
  it('has a bar for each kind of thing, without what was done before, and names a wait', () => {
    let text = '';
    const stream = { isTTY: true, columns: 100, write: (part: string) => (text += part) };
    const progress = backfillProgress(stream, () => 0);

    progress.begin({ fullName: 'o/r', since: 0, stage: 'pull_requests', facts: 0 } as Backfill);
    progress.onProgress('pull_requests', 90, 100);
    progress.onWait(720_000);
    progress.onProgress('pull_requests', 100, 100);
    progress.onProgress('workflow_runs', 5, 5);
    progress.end();

    expect(text).toContain('Going on with o/r');
    expect(text).toContain('0 of 10 pull requests');
    expect(text).toContain("waiting 12 min for GitHub's rate limit");
    expect(text).toContain('10 of 10 pull requests');
    expect(text).not.toContain('Workflow runs');
  });
});
