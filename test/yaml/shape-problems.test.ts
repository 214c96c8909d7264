import { expect, test } from 'vitest';
import { z } from 'zod';
import { readYaml } from '../../src/yaml/read-yaml.ts';
import { shapeProblems } from '../../src/yaml/shape-problems.ts';
import { strictShape } from '../../src/yaml/strict-shape.ts';

const shape = strictShape({
  colour: z.enum(['red', 'green']).optional(),
  count: z.number().max(3).optional(),
  name: z.string().regex(/^a/).optional(),
});

test.each([
  ['colour: blue', 'one-of'],
  ['count: many', 'type'],
  ['count: 4', 'range'],
  ['name: b', 'value'],
  ['colours: red', 'unknown-key'],
])('what is wrong with %s is of the rule %s, and has its place', (text, rule) => {
  const [document] = readYaml('x.yaml', text).documents;
  const source = { file: 'x.yaml', document: document as NonNullable<typeof document>, base: [] };

  const problems = shapeProblems(source, shape.safeParse(document?.value).error?.issues ?? []);

  expect(problems).toMatchObject([{ file: 'x.yaml', line: 1, rule }]);
});
