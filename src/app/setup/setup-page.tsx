import type { Child } from 'hono/jsx';
import type { Assets } from '../../web/page/assets.ts';
import { Layout } from '../../web/page/layout.tsx';
import { Link } from '../../web/page/link.tsx';

export interface SetupView {
  /** Where the form with the manifest goes. */
  readonly createUrl: string;
  readonly manifest: object;
  readonly webhookUrl: string | null;
  readonly organization: string;
  readonly key: string;
}

/** The page with the button that registers the App. */
export function SetupPage({ view, assets }: { readonly view: SetupView; readonly assets: Assets }) {
  return (
    <Frame title="Set up cislo" assets={assets}>
      <p>
        cislo runs, but has no GitHub App yet. Register one: it asks for read access only. GitHub hands the credentials
        back here, they are written to <code>.env</code>, and you start cislo again.
      </p>
      {view.webhookUrl === null ? (
        <p>
          <strong>GitHub cannot reach this address.</strong> Enter a public one below, or set{' '}
          <code>WEBHOOK_PROXY_URL</code> to a smee.io channel and start again. You can also register now and enter the
          webhook address in the App's settings later.
        </p>
      ) : (
        <p>
          GitHub will send deliveries to <code>{view.webhookUrl}</code>.
        </p>
      )}
      <form action={view.createUrl} method="post">
        <input type="hidden" name="manifest" value={JSON.stringify(view.manifest)} />
        <button type="submit">Register GitHub App</button>
      </form>
      <h2>Other address or organization</h2>
      <form action="/probot" method="get">
        {view.key === '' ? null : <input type="hidden" name="key" value={view.key} />}
        <p>
          <label>
            Public address of this server <input type="url" name="url" placeholder="https://cislo.example.org" />
          </label>
        </p>
        <p>
          <label>
            Organization that owns the App (empty: your account) <input name="organization" value={view.organization} />
          </label>
        </p>
        <p>
          <button type="submit">Use these</button>
        </p>
      </form>
      <h2>An App that exists</h2>
      <p>
        Set <code>APP_ID</code>, <code>PRIVATE_KEY_PATH</code> and <code>WEBHOOK_SECRET</code> in the environment or in{' '}
        <code>.env</code>, and start cislo again.
      </p>
      <p>
        <a href="/">Status page</a>
      </p>
    </Frame>
  );
}

/** The page after a registration: it says what to do next. */
export function SetupDonePage({ htmlUrl, assets }: { readonly htmlUrl: string; readonly assets: Assets }) {
  return (
    <Frame title="cislo is registered" assets={assets}>
      <p>
        The credentials are in <code>.env</code>. <strong>Start cislo again</strong>, then{' '}
        <Link url={`${htmlUrl}/installations/new`}>install the App</Link> on the repositories to measure.
      </p>
    </Frame>
  );
}

/** A set-up step that failed, in one sentence. */
export function SetupProblemPage({ problem, assets }: { readonly problem: string; readonly assets: Assets }) {
  return (
    <Frame title="Set-up did not work" assets={assets}>
      <p>{problem}</p>
      <p>
        <a href="/probot">Back to the set-up</a>
      </p>
    </Frame>
  );
}

function Frame({
  title,
  assets,
  children,
}: {
  readonly title: string;
  readonly assets: Assets;
  readonly children?: Child;
}) {
  return (
    <Layout title={title} heading={title} assets={assets} liveSeconds={0}>
      {children}
    </Layout>
  );
}
