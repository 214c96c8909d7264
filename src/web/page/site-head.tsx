import type { Identity } from '../../identity/identity.ts';
import { CsrfField } from './csrf-field.tsx';

/** The pages that every page leads to. */
const pages = [
  ['/', 'Overview'],
  ['/live', 'Live'],
  ['/runs', 'Job runs'],
  ['/revisions', 'Pull requests'],
  ['/repositories', 'Repositories'],
  ['/providers', 'Providers'],
  ['/alerts', 'Alerts'],
  ['/reports', 'Reports'],
  ['/health', 'Health'],
] as const;

/** Leads to the other pages, and tells whoever signed in that they did. */
export function SiteHead({ identity }: { readonly identity: Identity | null }) {
  return (
    <div class="site">
      <nav aria-label="Pages">
        {pages.map(([path, name]) => (
          <a href={path}>{name}</a>
        ))}
      </nav>
      {identity === null ? null : (
        <form method="post" action="/logout">
          <CsrfField identity={identity} />
          <span>{`Signed in as ${identity.actor}`}</span> <a href="/tokens">API tokens</a>{' '}
          <button type="submit">Sign out</button>
        </form>
      )}
    </div>
  );
}
