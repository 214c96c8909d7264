import { utc } from './figures.ts';

/** How old a page is whose parts are updated in place, and whether they are; `at` in ms. */
export function LiveSince({ at }: { readonly at: number }) {
  return (
    <small>
      <span id="as-of" data-live="">
        {`as of ${utc(at)}`}
      </span>
      , <span data-live-state="">reload for the newest</span>
    </small>
  );
}
