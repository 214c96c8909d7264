import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import { createSender } from '../../src/notify/send-notices.ts';
import { type AnsweringServer, startAnsweringServer } from '../support/answering-server.ts';
import { startSmtpServer } from '../support/smtp-server.ts';
import { someNotice, someTarget } from '../support/some-notice.ts';

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function answering(...given: Parameters<typeof startAnsweringServer>): Promise<AnsweringServer> {
  const server = await startAnsweringServer(...given);
  servers.push(server);
  return server;
}

const send = createSender({ patienceMs: 500 });
const hook = someTarget('webhook', { keyFrom: 'KEY' });
const secret = 'a secret of the test that is long enough';
const reading = (url: string) => (name: string) => ({ URL: url, KEY: secret })[name];

describe('telling a target', () => {
  it('signs a webhook so that its receiver can check it, by its id', async () => {
    const server = await answering(() => ({ body: '' }));

    expect(await send(hook, [someNotice], reading(server.url))).toEqual({ result: 'sent' });

    const [asked] = server.asked;
    const headers = asked?.headers as Record<string, string>;
    expect(headers['webhook-id']).toBe(someNotice.id);
    expect(new Webhook(secret, { format: 'raw' }).verify(asked?.body ?? '', headers)).toMatchObject({
      type: 'alert.firing',
    });
    expect(() => new Webhook('another secret', { format: 'raw' }).verify(asked?.body ?? '', headers)).toThrow();
  });

  it('takes a secret that is written as Standard Webhooks writes it', async () => {
    const server = await answering(() => ({ body: '' }));
    const key = `whsec_${Buffer.from(secret).toString('base64')}`;

    await send(hook, [someNotice], (name) => (name === 'KEY' ? key : server.url));

    const [asked] = server.asked;
    expect(() => new Webhook(key).verify(asked?.body ?? '', asked?.headers as Record<string, string>)).not.toThrow();
  });

  it('tries again after 5xx and 429, when it is told to, and gives up after 4xx', async () => {
    const of = async (status: number, headers = {}) => {
      const server = await answering(() => ({ status, headers, body: 'no' }));
      return send(someTarget('slack'), [someNotice], reading(server.url));
    };

    expect(await of(500)).toEqual({ result: 'again', error: 'it answered 500: no', retryAfterMs: null });
    expect(await of(429, { 'retry-after': '17' })).toMatchObject({ result: 'again', retryAfterMs: 17_000 });
    expect(await of(503, { 'retry-after': 'Fri, 27 Nov' })).toMatchObject({ result: 'again', retryAfterMs: null });
    expect(await of(404)).toEqual({ result: 'never', error: 'it answered 404: no' });
  });

  it('follows no redirect', async () => {
    const other = await answering(() => ({ body: '' }));
    const server = await answering(() => ({ status: 307, headers: { location: other.url }, body: '' }));

    const result = await send(someTarget('discord'), [someNotice], reading(server.url));

    expect(result).toEqual({ result: 'never', error: 'it answered 307; redirects are not followed' });
    expect(other.asked).toEqual([]);
  });

  it('waits only so long for an answer, and says so without the address', async () => {
    const server = await answering(() => new Promise(() => {}));
    const gone0 = await startAnsweringServer(() => ({ body: '' }));
    const closed = gone0.url;
    await gone0.close();
    const [slow, gone] = [
      await send(someTarget('teams'), [someNotice], reading(`${server.url}/secret`)),
      await send(someTarget('teams'), [someNotice], reading(`${closed}/secret`)),
    ];

    expect(slow).toEqual({ result: 'again', error: 'it did not answer within 0.5 s', retryAfterMs: null });
    expect(gone).toEqual({ result: 'again', error: 'it cannot be reached (ECONNREFUSED)', retryAfterMs: null });
  });

  it('names the variable that is not set, or holds no address', async () => {
    expect(await send(hook, [someNotice], () => undefined)).toEqual({
      result: 'never',
      error: 'URL is not set, and webhook needs it',
    });
    expect(await send(hook, [someNotice], (name) => (name === 'KEY' ? '' : 'http://127.0.0.1:1'))).toMatchObject({
      error: 'KEY is not set, and webhook needs it',
    });
    expect(await send(someTarget('slack'), [someNotice], reading('file:///etc/passwd'))).toEqual({
      result: 'never',
      error: 'URL holds no address of http or https',
    });
  });

  it('sends an email, of which a copy has the same id', async () => {
    const mail = await startSmtpServer();
    servers.push(mail);
    const target = someTarget('email', { to: 'team@example.org' });

    for (let copy = 0; copy < 2; copy += 1)
      expect(await send(target, [someNotice], reading(mail.url))).toEqual({ result: 'sent' });

    expect(mail.messages).toHaveLength(2);
    for (const message of mail.messages) {
      expect(message).toContain('Message-ID: <notice-1@cislo>');
      expect(message).toContain('To: team@example.org');
      expect(message).toContain('Builds end in an answer burns its error budget');
    }
  });

  it('tells a mail server that refuses for good from one that is away, and takes no other address', async () => {
    const refusing = await startSmtpServer(550);
    servers.push(refusing);
    const target = someTarget('email', { to: 'team@example.org', from: 'cislo@example.org' });

    expect(await send(target, [someNotice], reading(refusing.url))).toEqual({
      result: 'never',
      error: 'the mail server answered 550',
    });
    expect(await send(target, [someNotice], reading('smtp://127.0.0.1:1'))).toMatchObject({ result: 'again' });
    expect(await send(target, [someNotice], reading('http://127.0.0.1:1'))).toMatchObject({ result: 'never' });
  });

  it('leaves issues to whoever has the App', async () => {
    const issue = someTarget('github-issue', { repository: 'octo/hello' });
    const told: string[] = [];
    const withApp = createSender({
      tellIssue: async ({ repository }) => {
        told.push(repository ?? '');
        return { result: 'sent' };
      },
    });

    expect(await send(issue, [someNotice], () => undefined)).toMatchObject({ result: 'never' });
    expect(await withApp(issue, [someNotice], () => undefined)).toEqual({ result: 'sent' });
    expect(told).toEqual(['octo/hello']);
  });
});
