import type { VerdictExplanation } from '../../../slo/explain-verdict.ts';
import { sloAddress } from '../slo-address.ts';

/** What each SLO says of an event, and which of its conditions decided. */
export function VerdictList({ verdicts }: { readonly verdicts: readonly VerdictExplanation[] }) {
  if (verdicts.length === 0) return <p class="empty">No SLO counts it.</p>;
  return (
    <ul class="events">
      {verdicts.map(({ slo, verdict, decision, because }) => (
        <li>
          <a href={sloAddress({ id: slo })}>{slo}</a>: <strong>{verdict}</strong>. {decision.text}
          {because.map(({ condition, text, holds, place }) => (
            <small class="line">
              {`${condition} ${holds ? 'holds' : 'does not hold'} (${place.file}:${place.line}): `}
              <code>{text}</code>
            </small>
          ))}
        </li>
      ))}
    </ul>
  );
}
