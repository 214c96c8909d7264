import type { Probot, ProbotOctokit } from 'probot';

/**
 * Probot's Octokit with the App's own token (a JWT), but one that reports a used-up rate limit instead of waiting inside
 * the request: whoever asks has to be able to say so, to stop, and to go on after a restart.
 */
export async function createAppOctokit(probot: Pick<Probot, 'auth'>): Promise<InstanceType<typeof ProbotOctokit>> {
  const octokit = await probot.auth();
  const Octokit = octokit.constructor as typeof ProbotOctokit;
  return new Octokit({ throttle: { onRateLimit: () => false, onSecondaryRateLimit: () => false } });
}
