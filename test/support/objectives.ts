import type { Objective, SloEvent } from '../../src/model/objective.ts';

/** The built-in objectives, written by hand, for tests of what stands below the reading of SLO files. */
function objective(
  overrides: Partial<Objective> & Pick<Objective, 'name' | 'eventType' | 'matches' | 'from' | 'until' | 'withinMs'>,
): Objective {
  return {
    displayName: overrides.name,
    description: '',
    service: 'ci',
    targetRatio: 0.98,
    window: { type: 'rolling', ms: 30 * 86_400_000, text: '30d' },
    isGood: () => true,
    isExcluded: () => false,
    definitionHash: `${overrides.name} 1`,
    file: 'test',
    ...overrides,
  };
}

function completion(name: string, kind: string): Objective {
  return objective({
    name,
    eventType: 'job-run',
    matches: (event: SloEvent) => event.kind === kind,
    isGood: ({ state }: SloEvent) => state === 'success' || state === 'failure',
    isExcluded: ({ resolved, state, superseded }: SloEvent) =>
      (resolved === true && (state === 'cancelled' || state === 'skipped')) || superseded === true,
    from: 'queued_at',
    until: 'finished_at',
    withinMs: 12 * 3_600_000,
  });
}

function before(time: unknown, deadline: unknown): boolean {
  return typeof time === 'number' && typeof deadline === 'number' && time <= deadline;
}

export const objectives: readonly Objective[] = [
  objective({
    name: 'first-status',
    eventType: 'revision',
    matches: ({ provider }: SloEvent) => provider === 'any',
    isExcluded: ({ closed_at, superseded_at, deadline_at }: SloEvent) =>
      before(closed_at, deadline_at) || before(superseded_at, deadline_at),
    from: 'changed_at',
    until: 'first_status_at',
    withinMs: 15_000,
  }),
  completion('build-completion', 'build'),
  completion('test-completion', 'test'),
];
