import { expect, test } from 'vitest';
import { expectedProviders, type PrecedingRevision } from '../../src/track/revision/expected-providers.ts';
import { at } from './support/observations.ts';
import { noRules, someRules } from './support/rules.ts';

const day = 24 * 60 * 60;
const nobody = { providers: [], isCiOwed: false };
const changed = (seconds: number) => ({ changedAt: at(seconds), isDraft: false, skipsCi: false, madeBy: 'octocat' });

/** An earlier revision that this provider answered a second after its change. */
function answered(
  provider: string,
  seconds = 0,
  more: Partial<PrecedingRevision> = {},
  isCi = true,
): PrecedingRevision {
  const answers = [{ provider, isCi, begins: true, at: at(seconds + 1) }];
  return { changedAt: at(seconds), isDraft: false, answers, ...more };
}

test('config expects nothing of a repository that it does not name', () => {
  expect(expectedProviders(changed(0), [], someRules, 'octo/other')).toEqual(nobody);
  expect(expectedProviders(changed(0), [], someRules, 'octo/watched')).toEqual({
    providers: ['packit'],
    isCiOwed: true,
  });
});

test.each([
  [14 * day - 1, ['ci']],
  [14 * day, []],
])('a revision that was answered %d seconds ago makes %j expected', (seconds, providers) => {
  expect(expectedProviders(changed(seconds), [answered('ci')], noRules, 'a/b').providers).toEqual(providers);
});

test('only the last 20 revisions tell who is expected', () => {
  const silent = (count: number) =>
    Array.from({ length: count }, (_, index) => answered('', 10 + index, { answers: [] }));

  expect(expectedProviders(changed(99), [answered('ci'), ...silent(19)], noRules, 'a/b').providers).toEqual(['ci']);
  expect(expectedProviders(changed(99), [answered('ci'), ...silent(20)], noRules, 'a/b').providers).toEqual([]);
});

test('an answer that came after the change makes nobody expected', () => {
  expect(expectedProviders(changed(0), [answered('ci')], noRules, 'a/b')).toEqual(nobody);
  expect(expectedProviders(changed(1), [answered('ci')], noRules, 'a/b').providers).toEqual(['ci']);
});

// New: whether CI answers drafts is learnt from drafts, and whether it answers the others from the others.
test('drafts tell who answers drafts', () => {
  const preceding = [answered('ci'), answered('drafty', 10, { isDraft: true })];

  expect(expectedProviders(changed(60), preceding, noRules, 'a/b').providers).toEqual(['ci']);
  expect(expectedProviders({ ...changed(60), isDraft: true }, preceding, noRules, 'a/b').providers).toEqual(['drafty']);
});

// New: `any` is owed an answer when a CI is expected; a gate owes only its own.
test('a gate that answers makes no CI owe an answer', () => {
  expect(expectedProviders(changed(60), [answered('dco', 0, {}, false)], noRules, 'a/b')).toEqual({
    providers: ['dco'],
    isCiOwed: false,
  });
});

// New: a commit that asks CI not to run is owed nothing, whatever config says.
test('nobody owes an answer to a commit that asks CI not to run', () => {
  expect(expectedProviders({ ...changed(60), skipsCi: true }, [answered('ci')], someRules, 'octo/watched')).toEqual(
    nobody,
  );
});

// New: what is done with the token of a workflow starts no workflow.
test('Actions owes no answer to what Actions did; others do', () => {
  const revision = { ...changed(60), madeBy: 'github-actions[bot]' };
  const actions = answered('github-actions');

  expect(expectedProviders(revision, [actions], noRules, 'a/b')).toEqual(nobody);
  expect(expectedProviders(revision, [actions, answered('ci', 1)], noRules, 'a/b')).toEqual({
    providers: ['ci'],
    isCiOwed: true,
  });
  expect(expectedProviders(changed(60), [actions], noRules, 'a/b')).toEqual({
    providers: ['github-actions'],
    isCiOwed: true,
  });
});

test('Actions that config names owes no answer to what Actions did', () => {
  const rules = {
    ...noRules,
    expected: [{ repository: /./, providers: ['github-actions'], place: { file: 'cislo.yaml', line: 1 } }],
  };

  expect(expectedProviders({ ...changed(0), madeBy: 'github-actions[bot]' }, [], rules, 'a/b')).toEqual(nobody);
});
