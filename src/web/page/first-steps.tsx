import type { Config } from '../../config/config.ts';

/** What to do while there are no data. */
export function FirstSteps({ app, webhookPath }: Pick<Config, 'app' | 'webhookPath'>) {
  return (
    <section class="notice">
      <h2>No data yet</h2>
      {app === null ? (
        <p>
          There is no GitHub App behind this server yet. <a href="/probot">Set one up</a>, restart the server, then
          install the App on a repository.
        </p>
      ) : (
        <p>
          The server runs, and no pull request or job has been reported so far. Install the App on a repository, and see
          in the App's settings on GitHub, under Advanced, whether its deliveries reach <code>{webhookPath}</code>.
        </p>
      )}
      <p>
        To see how it looks with data, run <code>npm run demo</code>.
      </p>
    </section>
  );
}
