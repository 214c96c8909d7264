import { Probot, Server } from 'probot';

/** What a Probot application costs that does nothing with its deliveries, on Probot's own server as `probot run` starts it. */
const options = {
  appId: 1,
  privateKey: process.env['BENCH_PRIVATE_KEY'] ?? '',
  secret: process.env['WEBHOOK_SECRET'] ?? '',
};
const server = new Server({
  Probot: Probot.defaults(options),
  port: Number(process.env['PORT']),
  host: '127.0.0.1',
  webhookPath: '/api/github/webhooks',
});
await server.load((app) => {
  app.onAny(() => undefined);
});
await server.start();
