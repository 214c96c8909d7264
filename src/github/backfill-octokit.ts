import { type Logger, ProbotOctokit } from 'probot';

/** Who asks: an installation of the App, the App itself, or whoever a token belongs to. */
export type GithubIdentity =
  | {
      readonly type: 'app';
      readonly id: number;
      readonly privateKey: string;
      /** null: the App itself, which may ask about its installations and nothing else. */
      readonly installationId: number | null;
    }
  | { readonly type: 'token'; readonly token: string };

/**
 * Probot's Octokit with its retry and throttling plugins, for one identity. A used-up rate limit is reported, not waited
 * for inside the request: whoever asks has to be able to say so, to stop, and to go on later.
 *
 * @param apiUrl GitHub's API, without a slash at the end
 */
export function createBackfillOctokit(
  identity: GithubIdentity,
  apiUrl: string,
  log: Logger,
): InstanceType<typeof ProbotOctokit> {
  return new ProbotOctokit({
    baseUrl: apiUrl,
    auth: credentialsOf(identity),
    throttle: { onRateLimit: () => false, onSecondaryRateLimit: () => false },
    log,
  });
}

function credentialsOf(identity: GithubIdentity): object {
  if (identity.type === 'token') return { token: identity.token };
  const { id, privateKey, installationId } = identity;
  return { appId: id, privateKey, ...(installationId === null ? {} : { installationId }) };
}
