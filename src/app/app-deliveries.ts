import type { Probot } from 'probot';
import type { Config } from '../config/config.ts';
import { createAppOctokit } from '../github/app-octokit.ts';
import { createDeliveryClient, type DeliveryClient } from '../github/delivery-client.ts';

/** GitHub's list of the App's deliveries; null without credentials. */
export async function appDeliveries(
  probot: Pick<Probot, 'auth'>,
  { app, gheHost }: Pick<Config, 'app' | 'gheHost'>,
  clock: () => number,
): Promise<DeliveryClient | null> {
  if (app === null) return null;
  return createDeliveryClient({ octokit: await createAppOctokit(probot), appId: app.id, gheHost, clock });
}
