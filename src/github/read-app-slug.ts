import type { ProbotOctokit } from 'probot';
import { ask } from './ask.ts';

/**
 * The App's name in addresses and in its bot's login, as GitHub tells it; null when GitHub does not answer. Never rejects.
 * https://docs.github.com/en/rest/apps/apps#get-the-authenticated-app
 */
export async function readAppSlug(
  octokit: Pick<InstanceType<typeof ProbotOctokit>, 'request'>,
  clock: () => number,
): Promise<string | null> {
  const answer = await ask(
    () => octokit.request('GET /app', { request: { signal: AbortSignal.timeout(10_000) } }),
    ({ data }) => slugOf(data),
    clock,
  );
  return answer.type === 'ok' ? answer.value : null;
}

function slugOf(data: unknown): string | null {
  const slug = typeof data === 'object' && data !== null ? (data as { readonly slug?: unknown }).slug : null;
  return typeof slug === 'string' && slug !== '' ? slug : null;
}
