import type { Child } from 'hono/jsx';
import { webUrl } from '../../model/web-url.ts';

/** A link when the address is one of the web, the content alone otherwise, because a payload may hold an address of any scheme. */
export function Link({ url, children }: { readonly url: string | null; readonly children?: Child }) {
  const href = webUrl(url);
  return href === null ? (
    <span>{children}</span>
  ) : (
    <a href={href} rel="noreferrer">
      {children}
    </a>
  );
}
