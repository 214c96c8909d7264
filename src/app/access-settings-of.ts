import type { Config } from '../config/config.ts';
import type { AccessSettings } from '../web/access/access-settings.ts';

/** Takes from the configuration the settings that decide who may ask for what. */
export function accessSettingsOf(
  config: Pick<Config, 'bindHost' | 'metricsToken' | 'eventsToken' | 'public' | 'signIn' | 'proxies'>,
): AccessSettings {
  const { bindHost, metricsToken, eventsToken, public: everyone, signIn, proxies } = config;
  return { bindHost, metricsToken, eventsToken, everyone, signIn: signIn !== null, proxies };
}
