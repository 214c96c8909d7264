import { type NoticeSettings, noNotices } from '../../src/act/notice/notice-settings.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import { alertChore } from '../../src/worker/evaluate-alerts.ts';
import { minute, noon } from './entries.ts';
import { addMinutes } from './minute-buckets.ts';

/** An alert that fires after minutes that were missed, is evaluated at one minute more, and is resolved. */
export async function raiseAlert(store: OpenStore, notices: NoticeSettings = noNotices): Promise<void> {
  const bad = Array.from({ length: 20 }, (_, index) => ({ at: noon + index * minute, good: 0, bad: 9 }));
  await addMinutes(store, 'first-status', bad);
  let at = noon;
  const evaluate = alertChore(store.db, () => at, notices);
  for (const after of [0, 15, 16, 60]) {
    at = noon + after * minute;
    await evaluate();
  }
}
