import { describe, expect, it } from 'vitest';
import { castRepositories, fullName } from '../../src/demo/demo-repository.ts';
import { createRandom } from '../../src/demo/random.ts';

describe('castRepositories', () => {
  it('gives every repository an id and a name of its own', () => {
    const repositories = castRepositories(100, createRandom('x'));

    expect(new Set(repositories.map(({ id }) => id)).size).toBe(100);
    expect(new Set(repositories.map(fullName)).size).toBe(100);
  });

  it('has each CI system alone somewhere, two together elsewhere, and one repository with the bad runner label', () => {
    const repositories = castRepositories(40, createRandom('x'));
    const kinds = new Set(repositories.map(({ providers }) => providers.join('+')));

    expect(kinds).toEqual(
      new Set([
        'packit-as-a-service',
        'github-actions',
        'jenkins',
        'packit-as-a-service+github-actions',
        'github-actions+jenkins',
      ]),
    );
    expect(repositories.filter(({ badRunnerLabel }) => badRunnerLabel)).toHaveLength(1);
  });
});
