import fc from 'fast-check';

/** What may happen to a pull request and on its head, one after the other. What cannot happen in its state is passed over. */
export type LifeStep = { readonly afterSeconds: number } & (
  | { readonly type: 'push'; readonly message: string }
  | { readonly type: 'ready' | 'draft' | 'close' | 'reopen' | 'delete_branch' }
  | {
      readonly type: 'status';
      readonly context: string;
      readonly state: 'pending' | 'success' | 'failure' | 'error';
      readonly sender: string;
    }
  | { readonly type: 'check'; readonly name: string; readonly conclusion: 'success' | 'failure' | 'neutral' }
  | { readonly type: 'job'; readonly name: string; readonly ends: JobEnd }
  | { readonly type: 'awaits_approval' }
);

/**
 * How far an Actions job gets. `refused`: it fails before any of its steps. `cut_off`: its runner is lost. `approved`: it waits for
 * an hour, is let go on, and succeeds.
 */
export type JobEnd = 'waiting' | 'queued' | 'started' | 'success' | 'failure' | 'refused' | 'cut_off' | 'approved';
const jobEnds: readonly JobEnd[] = ['waiting', 'queued', 'started', 'success', 'failure', 'refused', 'cut_off'];

/** A pull request from its opening on. */
export interface Life {
  readonly draft: boolean;
  readonly author: string;
  readonly message: string;
  readonly steps: readonly LifeStep[];
}

const message = fc.constantFrom('Fix', 'Fix it [skip ci]', 'Fix ***NO_CI***');
const afterSeconds = fc.oneof(fc.integer({ min: 10, max: 60 }), fc.integer({ min: 3_600, max: 50_000 }));

const stepWith = (ends: readonly JobEnd[]): fc.Arbitrary<LifeStep> =>
  fc.oneof(
    fc.record({ afterSeconds, type: fc.constant('push' as const), message }),
    fc.record({ afterSeconds, type: fc.constantFrom('ready', 'draft', 'close', 'reopen', 'delete_branch' as const) }),
    fc.record({
      afterSeconds,
      type: fc.constant('status' as const),
      context: fc.constantFrom('ci/build', 'ci/test', 'license/cla'),
      state: fc.constantFrom('pending', 'success', 'failure', 'error' as const),
      sender: fc.constantFrom('ci-machine', 'packit-as-a-service[bot]'),
    }),
    fc.record({
      afterSeconds,
      type: fc.constant('check' as const),
      name: fc.constantFrom('rpm-build:f40', 'testing-farm:f40'),
      conclusion: fc.constantFrom('success', 'failure', 'neutral' as const),
    }),
    fc.record({
      afterSeconds,
      type: fc.constant('job' as const),
      name: fc.constantFrom('build', 'unit test'),
      ends: fc.constantFrom(...ends),
    }),
    fc.record({ afterSeconds, type: fc.constant('awaits_approval' as const) }),
  );

const livesWith = (ends: readonly JobEnd[]): fc.Arbitrary<Life> =>
  fc.record({
    draft: fc.boolean(),
    author: fc.constantFrom('ann', 'github-actions[bot]'),
    message,
    steps: fc.array(stepWith(ends), { minLength: 1, maxLength: 12 }),
  });

/** Histories of one pull request as both webhooks and REST can tell them: nobody who waits is let go on, which REST forgets. */
export const lives = livesWith(jobEnds);
/** With waits that end, which only webhooks can tell. */
export const livesWithApprovals = livesWith([...jobEnds, 'approved']);
