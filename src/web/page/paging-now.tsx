import { isPage } from '../../alert/alert-policy.ts';
import type { Objective } from '../../model/objective.ts';
import { annotationsOf } from '../../slo/slo-annotations.ts';
import type { AlertView } from '../../status/alert-view.ts';
import { sloAddress } from './slo-address.ts';

interface PagingNowProps {
  readonly alerts: readonly AlertView[];
  readonly objectives: readonly Objective[];
  /** Whether whoever looks may know whom it belongs to. */
  readonly isPrivate: boolean;
}

/** Which SLOs page somebody now, and whom to contact; nothing when none does. */
export function PagingNow({ alerts, objectives, isPrivate }: PagingNowProps) {
  const firing = new Set(
    alerts.filter(({ state, severity }) => state === 'firing' && isPage(severity)).map(({ slo }) => slo),
  );
  const paging = objectives.filter(({ name }) => firing.has(name));
  if (paging.length === 0) return null;
  return (
    <div class="notice">
      <h2>Paging now</h2>
      <ul>
        {paging.map((objective) => {
          const { owner, contact } = annotationsOf(objective);
          const who = [owner, contact].filter((one) => one !== null).join(', ');
          return (
            <li data-key={objective.name}>
              <a href={sloAddress({ id: objective.name }, '#alerts')}>{objective.displayName}</a>
              {isPrivate ? `: ${who || 'the SLO names nobody (cislo.dev/owner, cislo.dev/contact)'}` : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
