import { describe, expect, it } from 'vitest';
import type { Objective } from '../../src/model/objective.ts';
import { mayEdit, type Person, type PersonRole, systemViewer, type Viewer } from '../../src/model/viewer.ts';
import { namedRepositories } from '../../src/slo/named-repositories.ts';
import { readObjectives } from '../../src/slo/read-objectives.ts';
import { countsElsewhere, seesUnplaced, sightOf } from '../../src/slo/sight-of.ts';

function person(login: string, role: PersonRole = 'viewer', repositories: readonly string[] = ['octo/hers']): Person {
  return { kind: 'person', login, role, host: 'github.com', repositoryIds: [1], repositories };
}

interface Written {
  readonly event?: string;
  readonly where?: string;
  readonly visibleTo?: string;
}

/** An SLO over events with this condition. */
function sloOf({ event = 'job-run', where = "kind = 'build'", visibleTo }: Written): Objective {
  const annotations = visibleTo === undefined ? '{}' : `{ cislo.dev/visible-to: "${visibleTo}" }`;
  const good = event === 'custom' ? "outcome = 'success'" : "state = 'success'";
  const text = `apiVersion: openslo/v1
kind: SLO
metadata: { name: one, annotations: ${annotations} }
spec:
  service: ci
  indicator:
    metadata: { name: one }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { type: cislo, spec: { event: ${event}, where: ${JSON.stringify(good)} } } }
        total: { metricSource: { type: cislo, spec: { event: ${event}, where: ${JSON.stringify(where)} } } }
  timeWindow: [{ duration: 1d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.9 }]
`;
  const { objectives, problems } = readObjectives([{ file: 'x.yaml', text }]);
  expect(problems).toEqual([]);
  return objectives[0] as Objective;
}

/** One that another system measures, and a composite of the two. */
const measured = {
  ...sloOf({}),
  indicator: { eventType: 'measured', type: 'source' } as unknown as Objective['indicator'],
};
const compositeOf = (...members: readonly Objective[]): Objective => ({
  ...sloOf({}),
  indicator: {
    eventType: 'measured',
    type: 'composite',
    members: members.map((objective) => ({ weightDecimal: '1', objective })),
  },
});

describe('what a viewer may see of an SLO', () => {
  it.each<[string, Viewer, Objective, string]>([
    ['this machine', systemViewer, measured, 'whole'],
    ['everyone, where it is chosen', { kind: 'everyone', slos: ['one'], repositories: [] }, sloOf({}), 'numbers'],
    ['everyone, where it is not', { kind: 'everyone', slos: [], repositories: [] }, sloOf({}), 'none'],
    ['a person', person('alice'), sloOf({}), 'whole'],
    ['a person, of another system', person('alice'), measured, 'none'],
    ['an admin, of another system', person('root', 'admin'), measured, 'whole'],
    [
      'an editor, of events that were sent',
      person('ed', 'editor'),
      sloOf({ event: 'custom', where: "type = 'x'" }),
      'none',
    ],
    ['a member', person('alice'), { ...measured, annotations: { 'cislo.dev/visible-to': 'members' } }, 'whole'],
    ['somebody who is named', person('Alice'), sloOf({ visibleTo: 'alice, bob' }), 'whole'],
    ['somebody who is not', person('carol'), sloOf({ visibleTo: 'alice, bob' }), 'none'],
    ['a composite of what they may see', person('alice'), compositeOf(sloOf({})), 'whole'],
    ['a composite with another system', person('alice'), compositeOf(sloOf({}), measured), 'none'],
  ])('%s', (_who, viewer, objective, expected) => {
    expect(sightOf(viewer, objective)).toBe(expected);
  });

  it.each([
    ["repository = 'octo/hers'", 'whole'],
    ["'OCTO/hers' = repository", 'whole'],
    ["repository = 'octo/secret'", 'none'],
    ["repository in ('octo/hers', 'octo/secret')", 'numbers'],
    ["not (repository = 'octo/secret')", 'none'],
    ["repository <> 'octo/secret' and kind = 'build'", 'none'],
    ["repository like 'octo/%' or kind = 'test'", 'whole'],
    ["repository like 'secret-org/%'", 'none'],
    ["repository between 'octo/a' and 'octo/z'", 'none'],
    ["kind = 'build' and 'x' = any(runner_labels) and repository is not null and fork", 'whole'],
    ['repository = name', 'whole'],
  ])('who reaches octo/hers, of an SLO where %s', (where, expected) => {
    expect(sightOf(person('alice'), sloOf({ where }))).toBe(expected);
  });

  it('looks at the conditions once', () => {
    const objective = sloOf({ where: "repository = 'octo/hers'" });

    expect(namedRepositories(objective)).toBe(namedRepositories(objective));
  });
});

describe('events without a repository', () => {
  it.each([
    ['of an SLO that says nothing, for a viewer', person('alice'), sloOf({}), false],
    ['of an SLO that says nothing, for an admin', person('root', 'admin'), sloOf({}), true],
    ['of an SLO for members', person('alice'), sloOf({ visibleTo: 'members' }), true],
    ['of an SLO for everybody', person('alice'), sloOf({ visibleTo: 'public' }), true],
    ['of an SLO for others', person('alice'), sloOf({ visibleTo: 'bob' }), false],
  ] as const)('%s', (_what, viewer, objective, expected) => {
    expect(seesUnplaced(viewer, objective)).toBe(expected);
  });

  it('are counted by SLOs over other systems, over events that were sent, and by composites with one of them', () => {
    expect([sloOf({}), measured, compositeOf(sloOf({})), compositeOf(measured)].map(countsElsewhere)).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });
});

it('this machine, editors and admins may change stored SLOs', () => {
  const everyone: Viewer = { kind: 'everyone', slos: [], repositories: [] };

  expect([systemViewer, everyone, person('a'), person('a', 'editor'), person('a', 'admin')].map(mayEdit)).toEqual([
    true,
    false,
    false,
    true,
    true,
  ]);
});
