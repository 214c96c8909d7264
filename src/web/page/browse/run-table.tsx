import type { RunView } from '../../../store/read/view.ts';
import { duration, utc } from '../figures.ts';
import { Link } from '../link.tsx';
import { DataTable } from './data-table.tsx';

interface RunTableProps {
  readonly label: string;
  readonly runs: readonly RunView[];
  readonly empty: string;
  /** Whether each leads to its own page, which tells lines of the configuration. */
  readonly isPrivate: boolean;
}

const columns = [
  { name: 'Job' },
  { name: 'Kind' },
  { name: 'Provider' },
  { name: 'State' },
  { name: 'Queued' },
  { name: 'Waited', isNumber: true },
  { name: 'Ran', isNumber: true },
  { name: 'On GitHub' },
];

/** Job runs, one a row. */
export function RunTable({ label, runs, empty, isPrivate }: RunTableProps) {
  const rows = runs.map((run) => ({
    key: run.id,
    cells: [
      <>
        {isPrivate ? <a href={`/runs/${run.id}`}>{run.name}</a> : run.name}
        <small>{`${run.repository} ${run.headSha.slice(0, 8)}`}</small>
      </>,
      run.kind,
      run.provider,
      <>
        {run.state}
        {run.errorReason === null ? null : <small>{run.errorReason}</small>}
        {run.abandonedBy === null ? null : <small>{run.abandonedBy.replaceAll('_', ' ')}</small>}
      </>,
      utc(run.queuedAt),
      length(run.queueMs),
      length(run.runMs),
      <Link url={run.url}>{run.url === null ? '–' : 'open'}</Link>,
    ],
  }));
  return <DataTable label={label} columns={columns} rows={rows} empty={empty} />;
}

function length(ms: number | null): string {
  return ms === null ? '–' : duration(ms);
}
