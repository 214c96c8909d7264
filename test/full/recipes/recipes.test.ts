import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyCheckout } from './copy-checkout.ts';
import { makeEdit } from './make-edit.ts';
import { type Recipe, readRecipes } from './read-recipes.ts';

const run = promisify(execFile);
const recipes = readRecipes();

/** All recipes are followed in one copy, one after another, as a project would follow them. */
let copy: string;
beforeAll(() => {
  copy = copyCheckout();
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('the recipes of CONTRIBUTING.md', () => {
  it('tell of what people add', () => {
    const titles = recipes.map(({ title }) => title).join(', ');

    for (const what of ['one test', 'provider', 'metric', 'route', 'page', 'migration', 'table', 'release'])
      expect(titles).toContain(what);
  });

  it('each come with a command to run', () => {
    for (const { title, commands } of recipes) expect(commands.length, title).toBeGreaterThan(0);
  });

  it.each(recipes.filter(({ edits }) => edits.length > 0))('$title: the edits fit', ({ edits }) => {
    for (const edit of edits) makeEdit(copy, edit);
  });

  it.each(commandsOf(recipes))('after all edits, this passes: %s', async (command) => {
    const failure = await run('sh', ['-c', command], { cwd: copy, maxBuffer: 64 * 1024 * 1024 }).then(
      () => null,
      ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) => `${stdout}\n${stderr}`,
    );

    expect(failure).toBeNull();
  });
});

/** Each command once. Tests of several recipes run together, because a start of them takes as long as most of them. */
function commandsOf(all: readonly Recipe[]): readonly string[] {
  const start = 'npx vitest run --project quick ';
  const isTests = (command: string): boolean => command.startsWith(start) && !command.includes(' -t ');
  const commands = [...new Set(all.flatMap((recipe) => recipe.commands))];
  const paths = commands.filter(isTests).flatMap((command) => command.slice(start.length).split(' '));
  return [...commands.filter((command) => !isTests(command)), start + [...new Set(paths)].join(' ')];
}
