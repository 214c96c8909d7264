const dayMs = 86_400_000;

/**
 * How long GitHub keeps webhook deliveries that can be fetched later, ms.
 * https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/viewing-webhook-deliveries
 *
 * @param gheHost the Enterprise Server's host, or null for github.com.
 */
export function hookRetentionMs(gheHost: string | null): number {
  return gheHost === null ? 3 * dayMs : 7 * dayMs;
}
