import type { Config } from '../config/config.ts';
import type { AccessSettings } from '../web/access/access-settings.ts';

/** Takes from the configuration the settings that decide who may ask for what. */
export function accessSettingsOf(
  config: Pick<Config, 'bindHost' | 'metricsToken' | 'eventsToken' | 'public'>,
): AccessSettings {
  const { bindHost, metricsToken, eventsToken, public: everyone } = config;
  return { bindHost, metricsToken, eventsToken, everyone };
}
