import { createServer, type ServerResponse } from 'node:http';
import { createNodeMiddleware, Webhooks } from '@octokit/webhooks';

/** What Octokit's webhook middleware costs with a handler that does nothing. */
const webhooks = new Webhooks({ secret: process.env.WEBHOOK_SECRET ?? '' });
webhooks.onAny(() => undefined);
const middleware = createNodeMiddleware(webhooks, { path: '/api/github/webhooks' });
const notFound = (response: ServerResponse): void => void response.writeHead(404).end();
createServer((request, response) => void middleware(request, response, () => notFound(response))).listen(
  Number(process.env['PORT']),
  '127.0.0.1',
);
