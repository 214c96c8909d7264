import { noNotices } from '../../src/act/notice/notice-settings.ts';
import { claimNotifications, readNextDue } from '../../src/store/notification/claim-notifications.ts';
import {
  endNotification,
  hasNewer,
  retryNotification,
  saveNotice,
} from '../../src/store/notification/end-notification.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import { closeRemedy, openRemedy, readRemedies, touchRemedy } from '../../src/store/remedy/remedy-row.ts';
import { day, noon } from './entries.ts';
import { raiseAlert } from './raise-alert.ts';
import { someNotice } from './some-notice.ts';

/** Everything that is asked about notifications: of an alert that somebody is told of. */
export async function tellOfAlert(store: OpenStore): Promise<void> {
  await raiseAlert(store, { ...noNotices, page: ['hook'], ticket: ['hook'] });
  const now = noon + day;
  const rows = await claimNotifications(store.db, now, 10);
  const [first] = rows;
  if (first === undefined) throw new Error('nobody is told of the alert');
  await hasNewer(store.db, first);
  await saveNotice(store.db, first.id, someNotice);
  await retryNotification(store.db, first, now, 'it was away');
  await readNextDue(store.db);
  const [again = first] = await claimNotifications(store.db, now, 1);
  await endNotification(store.db, again, 'sent', now);
  await openRemedy(store.db, { slo: 'first-status', repository: 'o/r', number: 1 }, now);
  await touchRemedy(store.db, 'first-status', now);
  await closeRemedy(store.db, 'first-status', 'closed', now);
  await readRemedies(store.db);
}
