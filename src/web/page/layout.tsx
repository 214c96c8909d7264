import type { Child } from 'hono/jsx';
import type { Identity } from '../../identity/identity.ts';
import type { Assets } from './assets.ts';
import { SiteHead } from './site-head.tsx';

interface LayoutProps {
  /** Stands in the browser's tab. */
  readonly title: string;
  readonly heading: string;
  readonly assets: Assets;
  /** How often the live parts of the page are updated, seconds; 0 when it has none. */
  readonly liveSeconds: number;
  /** Where the server tells that something changed; without it the live parts are updated by time alone. */
  readonly stream?: string;
  /** Who looks: null for this machine and for everyone. Left out on pages that lead nowhere else, such as the set-up. */
  readonly identity?: Identity | null;
  /** Beside the heading. */
  readonly aside?: Child;
  readonly footer?: Child;
  readonly children?: Child;
}

/** The frame of every page: one heading, one main part, our style sheet and our script. */
export function Layout({
  title,
  heading,
  assets,
  liveSeconds,
  stream,
  identity,
  aside,
  footer,
  children,
}: LayoutProps) {
  return (
    <html lang="en" data-live-seconds={liveSeconds} data-stream={stream}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={assets.style.path} />
        {liveSeconds > 0 ? <script type="module" src={assets.script.path} /> : null}
      </head>
      <body>
        {identity === undefined ? null : <SiteHead identity={identity} />}
        <header>
          <h1>{heading}</h1>
          {aside}
        </header>
        <main>{children}</main>
        {footer === undefined ? null : <footer>{footer}</footer>}
      </body>
    </html>
  );
}
