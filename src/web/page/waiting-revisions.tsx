import { count, counted, duration } from './figures.ts';
import { keepUnits } from './keep-units.ts';
import { Link } from './link.tsx';
import type { OpenRows } from './read-open-rows.ts';

/** Open pull requests whose newest change has had no status for more than 15 s, although somebody owes one. */
export function WaitingRevisions({ rows, now }: { readonly rows: OpenRows; readonly now: number }) {
  const { withoutStatus, withoutStatusCount } = rows;
  if (withoutStatusCount === 0)
    return (
      <section>
        <h2>Without a status</h2>
        <p>None: every open pull request has got its first status.</p>
      </section>
    );
  const more = withoutStatusCount - withoutStatus.length;
  return (
    <section>
      <h2>Without a status</h2>
      <p>
        {keepUnits(
          `${counted(withoutStatusCount, 'open pull request has', 'open pull requests have')} had no status for more than 15 s.`,
        )}
      </p>
      <ul>
        {withoutStatus.map((revision) => (
          <li data-key={revision.id}>
            <Link url={revision.url}>{`${revision.repository}#${revision.pullRequest}`}</Link>{' '}
            <small>{`${revision.headSha.slice(0, 8)}, ${revision.action}, waiting for ${duration(now - revision.changedAt)}`}</small>
          </li>
        ))}
      </ul>
      {more > 0 ? <p>{`and ${count(more)} more`}</p> : null}
    </section>
  );
}
