import type { Freshness } from '../../store/read/view.ts';
import { counted, duration } from './figures.ts';

/** A lag above this is told: folding and settling should be seconds behind. */
const tellLagMs = 60_000;

/** Says that the numbers are behind, by how much; nothing when they are up to date or a few seconds late. */
export function BehindNotice({ freshness, now }: { readonly freshness: Freshness; readonly now: number }) {
  const lagMs = now - freshness.asOf;
  if (lagMs <= tellLagMs) return null;
  return (
    <p class="notice">
      <strong>Behind:</strong>{' '}
      {`the oldest delivery that is not in these numbers yet is ${duration(lagMs)} old; ${counted(freshness.behind, 'delivery waits', 'deliveries wait')}.`}
    </p>
  );
}
