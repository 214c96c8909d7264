import { describe } from 'vitest';
import { ownCases } from './own-cases/own-cases.ts';
import { itHoldsByItself } from './support/it-holds-by-itself.ts';

describe('a case of our own gives what it expects', () => {
  itHoldsByItself(ownCases);
});
