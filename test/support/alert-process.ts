import { openStore } from '../../src/store/open-store.ts';
import { alertChore } from '../../src/worker/evaluate-alerts.ts';

/** A process of its own that evaluates the alerts at every minute of [FROM, TO], to be killed: `alert-process.ts DATABASE_URL FROM TO`, in ms. */
const [databaseUrl = '', from, to] = process.argv.slice(2);
const minuteMs = 60_000;
const store = await openStore({ databaseUrl, dataDir: '' });
let now = Number(from);
const evaluate = alertChore(store.db, () => now);
process.stdout.write('ready\n');
for (; now <= Number(to); now += minuteMs) {
  await evaluate();
  // When another process was faster, what is missing is evaluated at the next minute.
  if (now === Number(to)) await evaluate();
}
await store.close();
process.exit(0);
