import type { Probot } from 'probot';
import type { Config } from '../config/config.ts';
import { createAppOctokit } from '../github/app-octokit.ts';
import { readAppSlug } from '../github/read-app-slug.ts';
import type { OwnApp } from '../normalize/own-app.ts';

/**
 * The App that we are; undefined without credentials. The configuration gives its id. GitHub is asked for its slug, and the start of the
 * server does not wait for that answer: the slug is null until then.
 */
export async function findOwnApp(
  probot: Pick<Probot, 'auth'>,
  { app }: Pick<Config, 'app'>,
  clock: () => number,
): Promise<OwnApp | undefined> {
  if (app === null) return undefined;
  let slug: string | null = null;
  const octokit = await createAppOctokit(probot);
  void readAppSlug(octokit, clock).then((told) => {
    slug = told;
  });
  return {
    id: app.id,
    get slug() {
      return slug;
    },
  };
}
