import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Setting, settings } from '../../src/config/settings.ts';
import { errorCodes } from '../../src/model/error.ts';
import { metricFamilies } from '../../src/model/metric-names.ts';
import { root, sourceFiles } from '../house/source-files.ts';
import { documents } from './documents.ts';

/** The edits of recipes add names of their own; a test makes them and lets the project check them. */
const withoutEdits = (text: string) => text.replace(/^```diff\n[\s\S]*?^```/gm, '');

const all = [
  ...documents().map(({ path, text }) => ({ path, text: withoutEdits(text) })),
  { path: 'compose.yaml', text: readFileSync(join(root, 'compose.yaml'), 'utf8') },
  { path: 'Dockerfile', text: readFileSync(join(root, 'Dockerfile'), 'utf8') },
];
const settingNames = (settings as readonly Setting[]).map(({ name }) => name);
const metricNames: readonly string[] = Object.values(metricFamilies).map(({ name }) => name);

describe('names in the documents', () => {
  test('every setting of ours exists', () => {
    const unknown = all.flatMap(({ path, text }) =>
      [...text.matchAll(/\bCISLO_[A-Z_]+\b/g)]
        .map(([name]) => name)
        .filter((name) => !settingNames.includes(name))
        .map((name) => `${path}: ${name}`),
    );

    expect(unknown).toEqual([]);
  });

  test('every metric exists, also in the dashboards and rules', () => {
    const unknown = [...all, ...sourceFiles('grafana', '.json', '.yml', '.yaml')].flatMap(({ path, text }) =>
      [...text.matchAll(/\bcislo_[a-z_]+[a-z]\b/g)]
        .map(([name]) => name)
        .filter(
          (name) => !metricNames.includes(name) && !metricNames.includes(name.replace(/_(bucket|sum|count)$/, '')),
        )
        .map((name) => `${path}: ${name}`),
    );

    expect(unknown).toEqual([]);
  });

  test('docs/errors.md lists exactly the error codes', () => {
    const page = all.find(({ path }) => path === 'docs/errors.md')!.text;
    const listed = [...page.matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => match[1]);

    expect(listed).toEqual([...errorCodes]);
  });

  test('every version that the changelog tells of is that of package.json or older', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
    const changelog = all.find(({ path }) => path === 'CHANGELOG.md')!.text;
    const told = [...changelog.matchAll(/^## (\d+\.\d+\.\d+)/gm)].map((match) => match[1]!);

    expect(told.filter((one) => one.localeCompare(version, 'en', { numeric: true }) > 0)).toEqual([]);
  });
});
