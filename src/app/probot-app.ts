import type { ApplicationFunction } from 'probot';
import { appDeliveries } from './app-deliveries.ts';
import { createApp } from './create-app.ts';
import { readSettings } from './read-settings.ts';
import { repositoryAccess } from './repository-access.ts';
import { stopOnSignal } from './stop-on-signal.ts';

/**
 * The Probot application function: `probot run ./dist/app/probot-app.js` serves all of cislo on Probot's own server.
 * Settings come from the environment, as with `cislo serve`.
 */
const cislo: ApplicationFunction = async (probot, { addHandler }) => {
  const config = readSettings(process.env);
  const deliveries = await appDeliveries(probot, config, Date.now);
  const app = await createApp({
    config,
    log: probot.log,
    clock: Date.now,
    environment: process.env,
    deliveries,
    backfillAccess: repositoryAccess(config, probot.log, Date.now),
  });
  stopOnSignal(() => app.stop());
  const handle = async (...[request, response]: Parameters<typeof app.handle>): Promise<true> => {
    await app.handle(request, response);
    return true;
  };
  // Probot's server uses this middleware before its own. So deliveries come to our door, which has limits; Probot's has
  // none.
  probot.getNodeMiddleware = async () => handle;
  addHandler(handle);
  // Deliveries that reach Probot in another way (`probot receive`, `probot.receive()`), already verified by Probot.
  probot.onAny(async ({ id, name, payload }) => {
    const result = await app.door.accept(id, name, payload);
    if (result === 'unavailable') throw new Error('the delivery could not be stored');
  });
};

export default cislo;
