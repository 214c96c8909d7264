import { Command } from 'commander';
import { readSettings } from '../app/read-settings.ts';
import { startServer } from '../app/start-server.ts';
import { stopOnSignal } from '../app/stop-on-signal.ts';

/** `cislo serve`: runs the server until a signal stops it. */
export function serveCommand(): Command {
  return new Command('serve')
    .description(
      'Takes deliveries and serves the status page, /metrics and the API. Settings come from the environment and .env.',
    )
    .action(async () => {
      const server = await startServer({ config: readSettings(process.env), environment: process.env });
      stopOnSignal(async () => {
        server.log.info({}, 'Stopping');
        await server.stop();
        server.log.info({}, 'Stopped');
      });
      // Only a signal ends it.
      await new Promise(() => {});
    });
}
