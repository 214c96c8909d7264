import { describe, expect, it } from 'vitest';
import {
  newGuid,
  pullRequestBody,
  secret,
  send,
  sign,
  signedHeaders,
  startDoorServer,
} from '../support/door-server.ts';
import { server, startOneDoor } from './one-door.ts';

startOneDoor();

describe('a signed delivery', () => {
  it('is answered 200 after its row is stored', async () => {
    const body = pullRequestBody();

    const reply = await send(server.url, body, signedHeaders(body));

    expect(reply).toMatchObject({ status: 200, json: { result: 'stored' } });
    expect([...server.store.entries.values()]).toMatchObject([
      { event: 'pull_request', repository: { fullName: 'octo/hello' } },
    ]);
    expect(server.counted).toEqual([['pull_request', 'stored']]);
  });

  it('is a duplicate when its GUID is known, and changes nothing', async () => {
    const body = pullRequestBody();
    const headers = signedHeaders(body);
    await send(server.url, body, headers);

    const reply = await send(server.url, body, headers);

    expect(reply).toMatchObject({ status: 200, json: { result: 'duplicate' } });
    expect(server.store.entries.size).toBe(1);
  });

  it('is accepted and ignored when its event is none of ours', async () => {
    const body = pullRequestBody();

    const reply = await send(server.url, body, signedHeaders(body, { 'x-github-event': 'fork' }));

    expect(reply).toMatchObject({ status: 202, json: { result: 'ignored', reason: 'event' } });
    expect(server.store.entries.size).toBe(0);
    expect(server.counted).toEqual([['other', 'ignored']]);
  });

  it('may be signed with either of two secrets while one is replaced', async () => {
    const rotating = await startDoorServer({ secrets: ['the new secret', secret] });
    const body = pullRequestBody();

    const replies = await Promise.all(
      ['the new secret', secret, 'a third secret'].map((key) =>
        send(rotating.url, body, signedHeaders(body, { 'x-hub-signature-256': sign(body, key) })),
      ),
    );

    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 401]);
    await rotating.close();
  });

  it('may start with a byte-order mark', async () => {
    const body = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(pullRequestBody())]);

    expect(await send(server.url, body, signedHeaders(body))).toMatchObject({ status: 200 });
  });

  it('may say its charset', async () => {
    const body = pullRequestBody();

    expect(
      await send(server.url, body, signedHeaders(body, { 'content-type': 'Application/JSON; charset=utf-8' })),
    ).toMatchObject({ status: 200 });
  });

  it('keeps the host of an Enterprise Server apart', async () => {
    const body = pullRequestBody();

    await send(server.url, body, signedHeaders(body, { 'x-github-enterprise-host': 'github.example.org' }));

    expect([...server.store.entries.values()][0]?.repository.host).toBe('github.example.org');
  });
});

describe('a signature', () => {
  const body = pullRequestBody();
  const good = sign(body);
  const wrong: readonly [string, string | null][] = [
    ['missing', null],
    ['empty', ''],
    ['truncated', good.slice(0, -1)],
    ['longer', `${good}0`],
    ['of another secret', sign(body, 'another')],
    ['of another body', sign(`${body} `)],
    ['without its prefix', good.slice('sha256='.length)],
    ['by SHA-1', `sha1=${'0'.repeat(40)}`],
    ['not hexadecimal', `sha256=${'z'.repeat(64)}`],
    ['given twice', `${good}, ${good}`],
  ];

  it.each(wrong)('%s is answered 401 and leaves nothing', async (_name, signature) => {
    const headers = signedHeaders(body);
    if (signature === null) delete headers['x-hub-signature-256'];
    else headers['x-hub-signature-256'] = signature;

    const reply = await send(server.url, body, headers);

    expect(reply.status).toBe(401);
    expect(reply.json['error']).toMatch(/signature/i);
    expect(reply.json['hint']).toMatch(/WEBHOOK_SECRET/);
    expect(server.store.batches).toEqual([]);
    expect(server.store.aside).toEqual([]);
    expect(JSON.stringify(server.log.lines)).not.toContain('octo/hello');
  });

  it('in capitals is the same signature', async () => {
    const reply = await send(
      server.url,
      body,
      signedHeaders(body, { 'x-hub-signature-256': `sha256=${good.slice(7).toUpperCase()}` }),
    );

    expect(reply.status).toBe(200);
  });
});

describe('a refused delivery', () => {
  const text = pullRequestBody();
  const deep = `{"repository":{"id":1,"full_name":"o/r"},"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const cases: readonly [string, string | Buffer, Readonly<Record<string, string>>, RegExp][] = [
    ['without an event', text, { 'x-github-event': '' }, /X-GitHub-Event header is missing/],
    ['without a GUID', text, { 'x-github-delivery': ' ' }, /X-GitHub-Delivery header is missing/],
    ['with a GUID over 200 characters', text, { 'x-github-delivery': 'g'.repeat(201) }, /longer than 200/],
    ['with an event over 100 characters', text, { 'x-github-event': 'e'.repeat(101) }, /longer than 100/],
    ['without a content type', text, { 'content-type': '' }, /Content-Type header is missing/],
    ['as text', text, { 'content-type': 'text/plain' }, /text\/plain; send application\/json/],
    ['as a form', text, { 'content-type': 'application/x-www-form-urlencoded' }, /choose application\/json/],
    ['that is empty', '', {}, /empty/],
    ['that is not JSON', '{"action": opened}', {}, /not JSON/],
    ['that is cut off', text.slice(0, -1), {}, /not JSON/],
    ['that is null', 'null', {}, /not an object \(null\)/],
    ['that is an array', '[1]', {}, /an array/],
    ['that is a number', '7', {}, /a number/],
    ['in Latin-1', Buffer.from('{"name":"caf\xe9"}', 'latin1'), {}, /UTF-8/],
    ['nested 100,000 deep', deep, {}, /nests deeper/],
    ['nested 100,000 deep and cut off', '['.repeat(100_000), {}, /nests deeper/],
  ];

  it.each(cases)('%s is answered 400 and says what is wrong', async (_name, body, headers, message) => {
    const all = signedHeaders(body, headers);
    for (const [name, value] of Object.entries(all)) if (value === '') delete all[name];

    const reply = await send(server.url, body, all);

    expect(reply.status).toBe(400);
    expect(reply.json['error']).toMatch(message);
    expect(server.store.batches).toEqual([]);
  });

  it('names every missing header at once', async () => {
    const reply = await send(server.url, text, { 'x-hub-signature-256': sign(text) });

    expect(reply.json['error']).toMatch(/X-GitHub-Event.*X-GitHub-Delivery.*Content-Type/);
  });

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('by %s is answered 405', async (method) => {
    const reply = await send(server.url, '', {}, method);

    expect(reply).toMatchObject({ status: 405, headers: { allow: 'POST' } });
  });

  it('is logged with its GUID and without its body', async () => {
    const headers = signedHeaders(text, { 'content-type': 'text/plain' });

    await send(server.url, text, headers);

    expect(server.log.lines).toMatchObject([
      { level: 'warn', fields: { delivery: headers['x-github-delivery'], status: 400 } },
    ]);
    expect(JSON.stringify(server.log.lines)).not.toContain('octo');
  });

  it('writes at most 60 log lines a minute', async () => {
    await Promise.all(Array.from({ length: 150 }, () => send(server.url, text, {})));

    expect(server.log.lines.length).toBeLessThanOrEqual(120);
  });
});

describe('without a secret', () => {
  it('a delivery is asked to come back and told what to do', async () => {
    const fresh = await startDoorServer({ secrets: [] });
    const body = pullRequestBody();

    const reply = await send(fresh.url, body, signedHeaders(body));

    expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(reply.json['hint']).toMatch(/WEBHOOK_SECRET/);
    await fresh.close();
  });
});

describe('our own fault', () => {
  it('is answered 500 without its reason, which is in the log under the GUID', async () => {
    let calls = 0;
    const broken = await startDoorServer({
      clock: () => {
        calls += 1;
        if (calls === 1) throw new Error('the inner reason');
        return Date.now();
      },
    });
    const body = pullRequestBody();
    const headers = signedHeaders(body);

    const reply = await send(broken.url, body, headers);

    expect(reply.status).toBe(500);
    expect(JSON.stringify(reply.json)).not.toContain('inner');
    expect(broken.log.lines).toMatchObject([{ level: 'error', fields: { delivery: headers['x-github-delivery'] } }]);
    await broken.close();
  });
});

describe('a delivery that another door verified', () => {
  it('takes the same way', async () => {
    const guid = newGuid();

    expect(await server.door.accept(guid, 'pull_request', JSON.parse(pullRequestBody()))).toBe('stored');
    expect(await server.door.accept(guid, 'pull_request', JSON.parse(pullRequestBody()))).toBe('duplicate');
    expect(await server.door.accept(newGuid(), 'fork', {})).toBe('ignored');
  });
});
