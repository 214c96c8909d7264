import type { RunView } from '../../store/read/view.ts';
import { duration } from './figures.ts';
import { Link } from './link.tsx';

interface RunListProps {
  readonly title: string;
  readonly runs: readonly RunView[];
  /** Milliseconds. */
  readonly now: number;
}

/** Job runs that are open, each with how long it has been in its state; nothing when there are none. */
export function RunList({ title, runs, now }: RunListProps) {
  if (runs.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {runs.map((run) => {
          const [word, since] =
            run.state === 'started' ? ['running', run.startedAt ?? run.queuedAt] : [run.state, run.queuedAt];
          return (
            <li data-key={run.id}>
              <Link url={run.url}>{run.name}</Link>{' '}
              <small>{`${run.repository}, ${run.provider}, ${word} for ${duration(now - since)}`}</small>
            </li>
          );
        })}
      </ul>
    </>
  );
}
