import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { checkCondition } from '../../src/condition/check-condition.ts';
import { parseCondition } from '../../src/condition/parse-condition.ts';
import { validateFiles } from '../../src/config/validate-files.ts';
import { columnsByName } from '../../src/event/columns.ts';
import { sourceFiles } from '../house/source-files.ts';
import { blocksOf } from './documents.ts';

const yamlBlocks = blocksOf('yaml', 'yml');
const named = (block: { readonly path: string; readonly line: number }) => `${block.path}:${block.line}`;

describe('blocks in the documents', () => {
  test.each(yamlBlocks.map((block) => [named(block), block.text]))('the YAML at %s parses', (_place, text) => {
    expect(parseAllDocuments(text).flatMap(({ errors }) => errors)).toEqual([]);
  });

  test.each(
    yamlBlocks
      .filter(
        ({ text }) =>
          /^apiVersion: openslo/m.test(text) ||
          /^(providers|kinds|expected|labels|retention|settle|services|gate|notifications|issues|reports):/m.test(text),
      )
      .map((block) => [named(block), block.text]),
  )('the SLO or configuration at %s is valid', (place, text) => {
    const [result] = validateFiles([{ file: place, text }]).files;

    expect(result?.problems).toEqual([]);
  });

  test.each(yamlBlocks.filter(({ text }) => text.startsWith('timeWindow:')).map((block) => [named(block), block.text]))(
    'the time window at %s is valid in an SLO',
    (place, text) => {
      const example = yamlBlocks.find((block) => /^apiVersion: openslo/m.test(block.text))!.text;
      const indented = text.replace(/^(?=.)/gm, '  ');
      const whole = example.replace(/^ {2}timeWindow:\n(?: {4}.*\n)+/m, indented);

      const [result] = validateFiles([{ file: place, text: whole }]).files;

      expect(whole).toContain(indented);
      expect(result?.problems).toEqual([]);
    },
  );

  test.each(
    blocksOf('sql').flatMap((block) =>
      block.text
        .trimEnd()
        .split('\n')
        .map((line, index) => [`${block.path}:${block.line + index}`, line]),
    ),
  )('the condition at %s is one of job runs', (_place, line) => {
    const parsed = parseCondition(line);

    expect(
      'problem' in parsed ? [parsed.problem] : checkCondition(parsed.condition, columnsByName('job-run', false)),
    ).toEqual([]);
  });

  test('every SLO file that comes with cislo is valid, also strictly', () => {
    const files = [...sourceFiles('slos', '.yaml'), ...sourceFiles('examples', '.yaml')].map(({ path, text }) => ({
      file: path,
      text,
    }));

    const problems = validateFiles(files, { strict: true }).files.flatMap((file) => file.problems);

    expect(problems).toEqual([]);
  });
});
