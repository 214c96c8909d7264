import type { Outcome } from '../model/job-run.ts';
import type { StatusWords } from './payload/status.ts';

/** What Jenkins's plug-in for GitHub says of a build. https://github.com/jenkinsci/github-branch-source-plugin */
export type JenkinsWords = Pick<StatusWords, 'state' | 'description'>;

export const jenkinsWords = {
  scheduled: { state: 'pending', description: 'This commit is scheduled to be built' },
  running: { state: 'pending', description: 'This commit is being built' },
} as const satisfies Readonly<Record<string, JenkinsWords>>;

/** How a pipeline can end. */
export const jenkinsEndings = {
  success: { state: 'success', description: 'This commit looks good', outcome: 'success' },
  /** Its plug-in calls a build that failed an error: the change needs fixing all the same. */
  broken: { state: 'error', description: 'This commit cannot be built', outcome: 'failure' },
  unstable: { state: 'failure', description: 'This commit failed tests or other validations', outcome: 'failure' },
  aborted: { state: 'error', description: 'The build of this commit was aborted', outcome: 'cancelled' },
} as const satisfies Readonly<Record<string, JenkinsWords & { readonly outcome: Outcome }>>;
