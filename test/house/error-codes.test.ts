import { expect, test } from 'vitest';
import { errorCodes } from '../../src/model/error.ts';
import { sourceFiles } from './source-files.ts';

test('every error code is thrown somewhere', () => {
  const source = sourceFiles('src', '.ts', '.tsx')
    .map(({ text }) => text)
    .join('\n');

  const unthrown = errorCodes.filter((code) => !new RegExp(`new CisloError\\(\\s*'${code}'`).test(source));

  expect(unthrown).toEqual([]);
});
