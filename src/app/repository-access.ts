import type { Logger } from 'probot';
import type { StartBackfillsOptions } from '../backfill/start-backfills.ts';
import type { Config } from '../config/config.ts';
import { findBackfillAccess } from '../github/backfill-access.ts';
import { createIssueClient, type IssueClient } from '../github/issue-client.ts';

/** The App's way into the repositories that it is installed on; null without credentials. */
export function repositoryAccess(
  { app, github: { apiUrl } }: Pick<Config, 'app' | 'github'>,
  log: Logger,
  clock: () => number,
): StartBackfillsOptions['access'] | null {
  if (app === null) return null;
  return (fullName, signal) => findBackfillAccess({ fullName, app, token: null, apiUrl, log, clock }, signal);
}

/** Who writes issues as the App; null without credentials. It asks GitHub for nothing until there is something to write. */
export function issueClientOf(
  { app, github: { apiUrl } }: Pick<Config, 'app' | 'github'>,
  log: Logger,
  clock: () => number,
): IssueClient | null {
  return app === null ? null : createIssueClient({ app, apiUrl, log, clock });
}
