import type { Assets } from './assets.ts';
import { Layout } from './layout.tsx';

interface ErrorPageProps {
  readonly status: number;
  /** What failed, and what is allowed. */
  readonly error: string;
  /** What to do; null: nothing is said. */
  readonly hint: string | null;
  readonly assets: Assets;
}

const headings: Readonly<Record<number, string>> = {
  400: 'This address asks for something that is not allowed',
  401: 'You are not signed in',
  403: 'You may not see this',
  404: 'There is no such page',
  429: 'Too many requests',
  500: 'Something went wrong here',
  503: 'Not available just now',
};

/** What a browser shows of an answer that is an error. */
export function ErrorPage({ status, error, hint, assets }: ErrorPageProps) {
  const heading = headings[status] ?? 'This did not work';
  return (
    <Layout title={`${heading}: cislo`} heading={heading} assets={assets} liveSeconds={0}>
      <p>{sentence(error)}</p>
      {hint === null ? null : <p>{sentence(hint)}</p>}
      <p>
        <a href="/">All service levels</a>
      </p>
    </Layout>
  );
}

function sentence(text: string): string {
  const begun = text.slice(0, 1).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
