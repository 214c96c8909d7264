import type { GithubAnswer } from '../github/github-answer.ts';
import { planPage } from './plan-page.ts';
import type { ListProgress } from './progress.ts';
import { recordPage } from './record-page.ts';
import { recoveryHorizon } from './recovery-horizon.ts';
import type { RecoveryOptions } from './recovery-options.ts';

/** A request that did not succeed. */
export type Setback = Exclude<GithubAnswer<never>, { readonly type: 'ok' }>;

export interface ListResult {
  /** Attempts recorded, those of earlier passes that were met again included. */
  readonly listed: number;
  readonly progress: ListProgress;
  /** Why the list could not be read to its end; null when it was. */
  readonly setback: Setback | null;
}

/** GitHub's answers to a cursor that it does not know any more. */
const badCursor = new Set([400, 404, 422]);

/**
 * Reads GitHub's list from its newest delivery, or from where an interrupted pass had come to, down to what an earlier
 * pass has recorded. Each page is recorded before the next is asked for.
 *
 * @param mayGoOn asked before each further page; false leaves the rest to the next pass.
 */
export async function listDeliveries(
  options: RecoveryOptions,
  start: ListProgress,
  key: string,
  signal: AbortSignal,
  mayGoOn: () => Promise<boolean>,
): Promise<ListResult> {
  const { client, store, config, clock } = options;
  let progress = start;
  let listed = 0;
  for (;;) {
    const answer = await client.list(progress.pass?.cursor ?? null, signal);
    if (answer.type === 'refused' && progress.pass !== null && badCursor.has(answer.status)) {
      progress = { ...progress, pass: null };
      continue;
    }
    if (answer.type !== 'ok') return { listed, progress, setback: answer };

    const now = clock();
    const horizon = recoveryHorizon(options, now);
    const plan = planPage(answer.value.items, { watermark: progress.watermark, horizon, now, eager: config.pull });
    const newest = progress.pass?.newest ?? plan.newest;
    const { next } = answer.value;
    const ended = plan.reachedEnd || next === null;
    progress = {
      watermark: ended ? (newest ?? progress.watermark) : progress.watermark,
      pass: ended ? null : { newest, cursor: next },
      pausedUntil: answer.restUntil,
    };
    await recordPage(store.db, plan.items, { key, value: progress }, { host: client.host, judged: !config.pull, now });
    listed += plan.items.length;
    if (ended) return { listed, progress, setback: null };
    if (answer.restUntil !== null) return { listed, progress, setback: { type: 'limited', until: answer.restUntil } };
    if (!(await mayGoOn())) return { listed, progress, setback: null };
  }
}
