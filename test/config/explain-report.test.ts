import { expect, test } from 'vitest';
import { configFiles } from '../../src/app/read-settings.ts';
import { readFiles } from '../../src/config/config-files.ts';
import { explainReport } from '../../src/config/explain-report.ts';
import { loadRules } from '../../src/config/load-rules.ts';
import { noRules } from '../track/support/rules.ts';

const { rules } = loadRules(readFiles(configFiles, `${configFiles.packageFolder}/rules`, 'rules').files);

test('a report is explained by lines of the built-in rules', () => {
  const explained = explainReport(
    { app: 'packit-as-a-service', name: 'rpm-build:f41', says: 'failure', text: 'Submit of the build failed: x' },
    rules,
  );

  expect(explained.provider).toMatchObject({ word: 'packit-as-a-service', place: { file: 'rules/packit.yaml' } });
  expect(explained.kind).toMatchObject({ word: 'build', place: { file: 'rules/packit.yaml' } });
  expect(explained.role).toMatchObject({ word: 'ci', place: { file: 'rules/packit.yaml' } });
  expect(explained.state).toEqual({
    word: 'error',
    because: 'it is the first state rule of its profile that fits',
    place: { file: 'rules/packit.yaml', line: expect.any(Number) },
  });
});

test('every job of role ci has a line for its kind, also where no word of its name is known', () => {
  const explained = explainReport({ source: 'workflow_job', name: 'xyzzy', says: 'success' }, rules);

  expect(explained.kind).toMatchObject({ word: 'other', place: { file: 'rules/words.yaml' } });
  expect(explained.state.because).toBe('it is the first state rule of the general ones that fits');
});

test('without any rule the phase stands', () => {
  const explained = explainReport({ sender: 'ann', name: 'x', says: 'pending' }, { ...noRules, states: [] });

  expect(explained.state).toMatchObject({ word: 'queued', place: null });
});
