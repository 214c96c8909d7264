import { createHash } from 'node:crypto';
import { escapeHtml } from '../../page/escape-html.ts';

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}button{font:inherit;padding:.5rem 1rem}input{font:inherit;width:100%;box-sizing:border-box}code{font-size:.9em}';
const styleHash = createHash('sha256').update(style).digest('base64');

/** The headers of a set-up page: it runs no script and its forms lead here and to GitHub only. */
export function setupHeaders(gitHubUrl: string): Readonly<Record<string, string>> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self' ${gitHubUrl}; frame-ancestors 'none'; base-uri 'none'`,
    'referrer-policy': 'same-origin',
  };
}

export interface SetupView {
  /** Where the form with the manifest goes. */
  readonly createUrl: string;
  readonly manifest: object;
  readonly webhookUrl: string | null;
  readonly organization: string;
  readonly key: string;
}

/** The page with the button that registers the App. */
export function setupPage(view: SetupView): string {
  const reach =
    view.webhookUrl === null
      ? '<p><strong>GitHub cannot reach this address.</strong> Enter a public one below, or set <code>WEBHOOK_PROXY_URL</code> to a smee.io channel and start again. You can also register now and enter the webhook address in the App&#39;s settings later.</p>'
      : `<p>GitHub will send deliveries to <code>${escapeHtml(view.webhookUrl)}</code>.</p>`;
  return layout(
    'Set up cislo',
    `<p>cislo runs, but has no GitHub App yet. Register one: it asks for read access only. GitHub hands the credentials back here, they are written to <code>.env</code>, and you start cislo again.</p>
${reach}
<form action="${escapeHtml(view.createUrl)}" method="post">
<input type="hidden" name="manifest" value="${escapeHtml(JSON.stringify(view.manifest))}">
<button type="submit">Register GitHub App</button>
</form>
<h2>Other address or organization</h2>
<form action="/probot" method="get">
${view.key === '' ? '' : `<input type="hidden" name="key" value="${escapeHtml(view.key)}">`}
<p><label>Public address of this server <input type="url" name="url" placeholder="https://cislo.example.org"></label></p>
<p><label>Organization that owns the App (empty: your account) <input name="organization" value="${escapeHtml(view.organization)}"></label></p>
<p><button type="submit">Use these</button></p>
</form>
<h2>An App that exists</h2>
<p>Set <code>APP_ID</code>, <code>PRIVATE_KEY_PATH</code> and <code>WEBHOOK_SECRET</code> in the environment or in <code>.env</code>, and start cislo again.</p>
<p><a href="/">Status page</a></p>`,
  );
}

/** What follows a registration. */
export function setupDonePage(htmlUrl: string): string {
  return layout(
    'cislo is registered',
    `<p>The credentials are in <code>.env</code>. <strong>Start cislo again</strong>, then <a href="${escapeHtml(`${htmlUrl}/installations/new`)}">install the App</a> on the repositories to measure.</p>`,
  );
}

/** A set-up step that failed, in one sentence. */
export function setupProblemPage(problem: string): string {
  return layout('Set-up did not work', `<p>${escapeHtml(problem)}</p><p><a href="/probot">Back to the set-up</a></p>`);
}

function layout(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${style}</style></head>
<body><main><h1>${title}</h1>
${body}
</main></body></html>
`;
}
