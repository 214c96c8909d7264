import { randomBytes } from 'node:crypto';
import { type Logger, Probot } from 'probot';
import type { Config } from '../config/config.ts';

/**
 * Probot for these settings, ready to use. Without credentials it cannot call GitHub.
 *
 * @param log instead of Probot's own, which writes to standard output.
 */
export async function createProbot(config: Config, log?: Logger): Promise<Probot> {
  const probot = new Probot({
    appId: config.app?.id ?? 1,
    privateKey: config.app?.privateKey ?? 'none yet: the set-up page is served',
    // Without a secret Probot would use a well-known one. Our own door checks every delivery, so Probot gets a random
    // secret that nobody can sign with.
    secret: config.webhookSecrets[0] ?? randomBytes(32).toString('hex'),
    webhookPath: config.webhookPath,
    logLevel: config.logLevel,
    logFormat: config.logFormat,
    baseUrl: config.github.apiUrl,
    ...(log === undefined ? {} : { log }),
  });
  await probot.ready();
  return probot;
}
