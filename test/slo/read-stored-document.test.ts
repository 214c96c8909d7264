import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readStoredDocument } from '../../src/slo/read-stored-document.ts';

const builds = readFileSync(new URL('../../slos/build-completion.yaml', import.meta.url), 'utf8');

describe('a document that is to be stored', () => {
  it('has one SLO, whose objectives are marked as stored', () => {
    const { name, objectives, problems } = readStoredDocument(builds);

    expect({ name, problems }).toEqual({ name: 'build-completion', problems: [] });
    expect(objectives.map(({ origin, file }) => [origin, file])).toEqual([['stored', 'stored']]);
  });

  it('is refused without an SLO', () => {
    const service = 'apiVersion: openslo/v1\nkind: Service\nmetadata: { name: ci }\nspec: {}\n';

    expect(readStoredDocument(service)).toMatchObject({
      name: null,
      objectives: [],
      problems: [{ rule: 'one-slo', message: expect.stringContaining('holds none') }],
    });
  });

  it.each(['with:colon', 'with space', 'a/b', 'é', 'new'])('is refused when its name is %s', (name) => {
    const { problems } = readStoredDocument(
      builds.replaceAll('name: build-completion', () => `name: ${JSON.stringify(name)}`),
    );

    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).toContain('name');
  });
});
