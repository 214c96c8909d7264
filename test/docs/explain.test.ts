import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../src/app/read-settings.ts';
import { workerSettings } from '../../src/app/worker-settings.ts';
import { decisions } from '../../src/model/decisions.ts';
import { openStore } from '../../src/store/open-store.ts';
import { entryOf, minute, noon, pullRequest, status } from '../support/entries.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';
import { deployTo, settleAll } from '../support/generations.ts';
import { runCli } from '../support/run-cli.ts';
import { blocksOf, documents } from './documents.ts';

const page = documents().find(({ path }) => path === 'docs/explain.md');
const shown = blocksOf('text').filter(({ path }) => path === 'docs/explain.md');
const commands = blocksOf('sh').filter(({ path }) => path === 'docs/explain.md');
const build = { name: 'packit/rpm-build:fedora-41', sender: 'packit-as-a-service[bot]' };

/** What the page's story tells of. */
const told = [
  pullRequest({ at: noon }),
  status({ ...build, at: noon + 1000, externalId: 1, text: 'The task was accepted.' }),
  status({ ...build, at: noon + 5000, externalId: 2, text: 'RPM build is in progress...' }),
  status({
    ...build,
    at: noon + 3 * minute,
    externalId: 3,
    phase: 'final',
    conclusion: 'failure',
    text: 'Submit of the build failed: HTTP 502',
  }),
];

let folder: string;
beforeAll(async () => {
  folder = freshDataDir();
  const store = await openStore({ databaseUrl: null, dataDir: folder });
  await store.append(told.map((observation) => entryOf(observation)));
  // What a server does; the command itself only reads.
  await deployTo(store, workerSettings(readSettings({})).offers, Date.now());
  await settleAll(store, Date.now());
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Rules move as files grow, and the files of objectives lie where cislo is installed. */
function withoutPlaces(text: string): string {
  return text.replace(/ {2}\S*?((?:rules|slos)\/[\w-]+\.yaml):\d+$/gm, '  $1');
}

/** The words of a command line; what is in single quotes is one. */
function words(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

describe('docs/explain.md', () => {
  it.each(commands.map(({ text }, index) => [text.trim(), index] as const))(
    'shows what `%s` prints',
    async (line, index) => {
      const { code, out } = await runCli(words(line).slice(2), { CISLO_DATA_DIR: folder });

      expect(code).toBe(0);
      expect(withoutPlaces(shown[index]?.text ?? '')).toBe(withoutPlaces(out));
    },
  );

  it('has the story and the name', () => {
    expect(commands).toHaveLength(2);
  });

  it('has a heading and the sentence of every decision, and of no other', () => {
    const listed = [...(page?.text ?? '').matchAll(/^#### (\w+)\n\n(.+)$/gm)].map(([, id, text]) => [id, text]);

    expect(Object.fromEntries(listed)).toEqual(decisions);
  });
});
