import type { RunBackfillOptions } from '../backfill/run-backfill.ts';
import type { Backfill } from '../store/backfill/backfill.ts';
import { type ProgressBar, type ProgressStream, startProgress } from './progress.ts';

/** Shows a person how far a back-fill is. */
export interface BackfillProgress {
  begin(backfill: Backfill): void;
  readonly onProgress: NonNullable<RunBackfillOptions['onProgress']>;
  readonly onWait: (until: number) => void;
  end(): void;
}

const labels = {
  pull_requests: { label: 'Pull requests', unit: 'pull requests' },
  workflow_runs: { label: 'Workflow runs', unit: 'runs' },
  commits: { label: 'Commits', unit: 'commits' },
} as const;

/** One bar for each kind of thing that is read. `clock`: ms. */
export function backfillProgress(stream: ProgressStream, clock: () => number): BackfillProgress {
  let bar: { readonly kind: string; readonly before: number; readonly progress: ProgressBar } | null = null;
  const end = (): void => {
    bar?.progress.finish();
    bar = null;
  };
  return {
    begin({ fullName, since, stage, facts }) {
      const from = new Date(since).toISOString();
      const resumed = facts > 0 || stage !== 'list_pull_requests';
      stream.write(
        resumed
          ? `Going on with ${fullName} since ${from}: ${facts} facts were read before.\n`
          : `Reading ${fullName} since ${from}.\n`,
      );
    },
    onProgress(kind, done, total) {
      if (bar?.kind !== kind) {
        end();
        if (total === done) return;
        // What an earlier run read does not count for the rate of this one.
        bar = { kind, before: done, progress: startProgress({ ...labels[kind], total: total - done, stream }) };
      }
      bar?.progress.update(done - bar.before);
    },
    onWait(until) {
      const minutes = Math.max(1, Math.ceil((until - clock()) / 60_000));
      stream.write(`\nwaiting ${minutes} min for GitHub's rate limit, until ${new Date(until).toISOString()}\n`);
    },
    end,
  };
}
