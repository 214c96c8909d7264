import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root, sourceFiles } from './source-files.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
  readonly 'timeout-minutes'?: number;
  readonly uses?: string;
}
interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);
const workflows = sourceFiles('.github/workflows', '.yml').map(({ path, text }) => ({
  path,
  text,
  workflow: parse(text) as Workflow,
}));
const jobs = workflows.flatMap(({ path, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ name: `${path}: ${name}`, job })),
);
const steps = jobs.flatMap(({ name, job }) => (job.steps ?? []).map((step) => ({ name, step })));

describe('the public workflows', () => {
  test('every action is pinned by the tag of a version', () => {
    const actions = steps.flatMap(({ name, step }) => (step.uses === undefined ? [] : [`${name}: ${step.uses}`]));

    expect(actions.length).toBeGreaterThan(5);
    expect(actions.filter((action) => !/@v\d+(\.\d+)*$/.test(action))).toEqual([]);
  });

  test('every workflow may only read, and a job that writes says what', () => {
    expect(workflows.map(({ workflow }) => workflow.permissions)).toEqual(workflows.map(() => ({ contents: 'read' })));
    const writing = jobs.filter(({ job }) => Object.values(job.permissions ?? {}).includes('write'));
    expect(writing.filter(({ name }) => !name.includes('release.yml'))).toEqual([]);
  });

  test('a checkout keeps no credentials, and every job ends some time', () => {
    for (const { text } of workflows) {
      const checkouts = text.match(/uses: actions\/checkout@/g)?.length ?? 0;

      expect(text.match(/persist-credentials: false/g)?.length ?? 0).toBe(checkouts);
    }
    expect(jobs.filter(({ job }) => job.uses === undefined && job['timeout-minutes'] === undefined)).toEqual([]);
  });

  test('every npm script that a workflow or .ci/run runs exists', () => {
    const texts = [...workflows.map(({ text }) => text), readFileSync(join(root, '.ci/run'), 'utf8')];
    const named = texts.flatMap((text) =>
      [...text.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name]) => name!),
    );

    expect(named).toContain('check:static');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('the oldest Node that package.json allows is tried', () => {
    const { engines }: { readonly engines: { readonly node: string } } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    const oldest = Number(/\d+/.exec(engines.node)?.[0]);

    expect(workflows.some(({ text }) => text.includes(`node: [${oldest}, `))).toBe(true);
  });

  test('forms for issues name what they ask for', () => {
    const forms = sourceFiles('.github/ISSUE_TEMPLATE', '.yml').filter(({ path }) => !path.endsWith('config.yml'));

    expect(forms.length).toBeGreaterThan(0);
    for (const { text } of forms) {
      const form: { readonly name: string; readonly description: string; readonly body: readonly { type: string }[] } =
        parse(text);

      expect(form.name.length * form.description.length).toBeGreaterThan(0);
      expect(form.body.some(({ type }) => type === 'textarea')).toBe(true);
    }
  });
});
