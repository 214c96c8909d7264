import { expect, test } from 'vitest';
import type { Rules } from '../../src/model/rules.ts';
import { explainKind } from '../../src/track/explain/explain-kind.ts';
import { noRules, provider } from './support/rules.ts';

const place = (line: number) => ({ file: 'cislo.yaml', line });
const rules: Rules = {
  ...noRules,
  providers: [
    provider('teapot', {
      place: place(2),
      kinds: [
        { name: /^brew/, kind: 'build', role: null, place: place(4) },
        { name: /^permit/, kind: 'other', role: 'gate', place: place(5) },
      ],
    }),
    provider('host', { role: 'deploy', place: place(7) }),
    provider('cla', { role: 'gate', place: place(9) }),
  ],
};

test.each([
  ['teapot', 'brew', 'build', 4, 'ci', 2],
  ['teapot', 'permit', 'other', 5, 'gate', 5],
  ['teapot', 'x', 'other', 2, 'ci', 2],
  ['host', 'x', 'deploy', 7, 'deploy', 7],
  ['cla', 'x', 'other', 9, 'gate', 9],
] as const)('of %s, %s has a line for its kind and its role', (name, job, kind, kindLine, role, roleLine) => {
  const explained = explainKind(name, job, rules);

  expect(explained.kind).toMatchObject({ word: kind, place: place(kindLine) });
  expect(explained.role).toMatchObject({ word: role, place: place(roleLine) });
});

test('a provider without a profile, and a name that nothing knows, have no line', () => {
  expect(explainKind('nobody', 'x', rules)).toEqual({
    kind: { word: 'other', because: 'no kind rule knows the name', place: null },
    role: { word: 'ci', because: 'it has no profile', place: null },
  });
});
