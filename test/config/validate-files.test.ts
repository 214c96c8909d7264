import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configJsonSchema } from '../../src/config/config-json-schema.ts';
import { validateFiles } from '../../src/config/validate-files.ts';
import { textOf } from '../slo/built-in-objective.ts';
import { builtInRules } from './package-files.ts';

const slo = textOf('slos/build-completion.yaml');

describe('validating files', () => {
  it('tells SLO files and configuration files apart by what they hold', () => {
    const files = [
      { file: 'slo.yaml', text: slo },
      { file: 'config.yaml', text: 'retention: { days: 30 }' },
      ...builtInRules(),
    ];

    expect(validateFiles(files).files.map(({ file, valid, problems }) => [file, valid, problems])).toEqual(
      files.map(({ file }) => [file, true, []]),
    );
  });

  it('reports problems with each file', () => {
    const { files } = validateFiles([
      { file: 'a.yaml', text: slo },
      { file: 'b.yaml', text: slo },
      { file: 'c.yaml', text: 'retention: { days: 3 }\nbogus: 1\n' },
      { file: 'd.yaml', text: 'a: [' },
      { file: 'e.yaml', text: 'bogus: 1' },
      { file: 'f.yaml', text: '[]' },
    ]);

    expect(files.map(({ file, valid }) => [file, valid])).toEqual([
      ['a.yaml', true],
      ['b.yaml', false],
      ['c.yaml', false],
      ['d.yaml', false],
      ['e.yaml', false],
      ['f.yaml', true],
    ]);
    expect(files[2]?.problems).toEqual([
      {
        file: 'c.yaml',
        line: 1,
        column: 20,
        path: 'retention.days',
        rule: 'range',
        message: 'days must be a whole number from 8 to 3650, got 3',
      },
      expect.objectContaining({ line: 2, column: 1, path: 'bogus', rule: 'unknown-key' }),
    ]);
    expect(files[4]?.problems.map(({ rule }) => rule)).toEqual(['api-version', 'kind']);
  });

  it('is stricter on demand', () => {
    const text = slo.replace(/ {2}timeWindow:\n.*\n.*\n/, '');

    expect(validateFiles([{ file: 'a.yaml', text }]).files[0]?.valid).toBe(true);
    expect(validateFiles([{ file: 'a.yaml', text }], { strict: true }).files[0]?.valid).toBe(false);
  });
});

describe('the JSON Schema of the configuration', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(configJsonSchema());

  it('is the committed one', () => {
    expect(JSON.parse(textOf('cislo.schema.json'))).toEqual(configJsonSchema());
  });

  it.each([...builtInRules().map(({ text }) => text), '{}', 'labels: { repository: { enabled: true } }'])(
    'takes what the reader takes (%#)',
    (text) => {
      expect(validate(parse(text))).toBe(true);
    },
  );

  it.each(['retention: { days: 3 }', 'bogus: 1', 'kinds: [{ name: x, kind: y }]', 'providers: [{ apps: [x] }]'])(
    'refuses %s',
    (text) => {
      expect(validate(parse(text))).toBe(false);
      expect(validateFiles([{ file: 'x', text: `settle: {}\n${text}` }]).files[0]?.valid).toBe(false);
    },
  );
});
