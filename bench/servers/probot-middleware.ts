import { createServer, type ServerResponse } from 'node:http';
import { createNodeMiddleware, Probot } from 'probot';

/** The same in a bare server of one's own, without a line of log. */
const probot = new Probot({
  appId: 1,
  privateKey: process.env['BENCH_PRIVATE_KEY'] ?? '',
  secret: process.env['WEBHOOK_SECRET'] ?? '',
  logLevel: 'fatal',
});
const middleware = await createNodeMiddleware(
  (app) => {
    app.onAny(() => undefined);
  },
  { probot, webhooksPath: '/api/github/webhooks' },
);
const notFound = (response: ServerResponse): void => void response.writeHead(404).end();
createServer((request, response) => void middleware(request, response, () => notFound(response))).listen(
  Number(process.env['PORT']),
  '127.0.0.1',
);
