import { describe, expect, test } from 'vitest';
import { itHoldsByItself } from './support/it-holds-by-itself.ts';
import { readFieldCases } from './support/read-field-cases.ts';

describe('a recorded case gives what it expects', () => {
  const cases = readFieldCases();

  test('there are 43 of them', () => {
    expect(cases).toHaveLength(43);
  });

  itHoldsByItself(cases);
});
