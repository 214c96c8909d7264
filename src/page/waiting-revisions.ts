import { type Html, html } from './html.ts';
import { link } from './link.ts';
import type { Overview } from './read-overview.ts';
import { count, duration } from './show-value.ts';

/** Open pull requests whose newest change has had no status for more than 15 s. */
export function waitingRevisions({ withoutStatus, withoutStatusCount, now }: Overview): Html {
  if (withoutStatusCount === 0 && withoutStatus.length === 0) {
    return html`<section><h2>Without a status</h2><p>None: every open pull request has got its first status.</p></section>`;
  }
  const more = withoutStatusCount - withoutStatus.length;
  return html`<section><h2>Without a status</h2>
<p>${count(withoutStatusCount)} open pull ${withoutStatusCount === 1 ? 'request has' : 'requests have'} had no status for more than 15 s.</p>
<ul>${withoutStatus.map(
    (revision) =>
      html`<li>${link(revision.url, `${revision.repository}#${revision.pullRequest}`)} <small>${revision.headSha.slice(0, 8)}, ${revision.action}, waiting for ${duration(now - revision.changedAt)}</small></li>`,
  )}</ul>${more > 0 && withoutStatus.length > 0 ? html`<p>and ${count(more)} more</p>` : html``}</section>`;
}
