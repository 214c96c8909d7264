import { ownAddress } from './own-address.ts';

interface ListFootProps {
  readonly url: URL;
  /** Of the next page; null on the last. */
  readonly next: string | null;
  /** The same rows as CSV. */
  readonly csv: string;
  /** The same rows from the API. */
  readonly api: string;
}

/** Leads to older rows, and to the same rows as data. */
export function ListFoot({ url, next, csv, api }: ListFootProps) {
  const cursor = undefined;
  return (
    <>
      {next === null ? null : (
        <p>
          <a href={ownAddress(url, { cursor: next })}>Older</a>
        </p>
      )}
      <p>
        These rows as <a href={ownAddress(url, { cursor }, csv)}>CSV</a> and{' '}
        <a href={ownAddress(url, { cursor }, api)}>JSON</a>
      </p>
    </>
  );
}
