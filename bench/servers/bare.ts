import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

/** The limit: reads the body, verifies it, parses it, answers. Nothing is stored. */
const secret = process.env.WEBHOOK_SECRET ?? '';
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const expected = createHmac('sha256', secret).update(body).digest();
    const given = Buffer.from(String(request.headers['x-hub-signature-256']).slice('sha256='.length), 'hex');
    const valid = given.length === expected.length && timingSafeEqual(expected, given);
    if (valid) JSON.parse(body.toString('utf8'));
    response.writeHead(valid ? 200 : 401, { 'content-length': 2 }).end('ok');
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1');
