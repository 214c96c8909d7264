import { describe, expect, it } from 'vitest';
import { runPass } from '../../src/recover/run-pass.ts';
import { run } from '../../src/store/database.ts';
import { type Attempt, deliveriesFrom, json } from '../support/github-deliveries.ts';
import {
  github,
  hourMs,
  logged,
  minuteMs,
  options,
  passTime,
  recorded,
  signal,
  start,
  store,
  useOneStore,
} from './one-store.ts';

useOneStore();

describe('trouble with GitHub', () => {
  it.each([
    ['500', () => json(500, { message: 'oops' })],
    ['404', () => json(404, {})],
    ['401', () => json(401, {})],
    ['truncated JSON', () => ({ status: 200, body: '[{"id": 1,' })],
    ['no answer', () => ({ ...json(200, []), delayMs: 3_000 })],
  ])('on the list (%s) changes nothing, and the next pass goes on', async (_, answer) => {
    const fake = github();
    fake.attempts.push(...deliveriesFrom(1, 3, start - hourMs, 502));
    fake.interfere = answer;

    expect(await runPass(await options({}, 600), signal)).toMatchObject({ result: 'set_back', listed: 0 });
    fake.interfere = () => null;
    expect(await runPass(await options(), signal)).toMatchObject({ result: 'done', recovered: 3 });
  });

  it('in the middle of the list is gone on from at the same page, and then from the top', async () => {
    const fake = github({ pageSize: 2 });
    fake.attempts.push(...deliveriesFrom(1, 6, start - hourMs, 502));
    fake.interfere = (path) => (path.includes('v1_2') ? json(502, {}) : null);
    await runPass(await options(), signal);
    fake.interfere = () => null;
    fake.requests.length = 0;
    // What fails meanwhile stands above the page that the pass had come to.
    const [late] = deliveriesFrom(90, 1, start, 502) as [Attempt];
    fake.attempts.push(late);
    passTime(2 * minuteMs);

    const resumed = await runPass(await options({ holder: 'another process' }), signal);
    const next = await runPass(await options(), signal);

    expect(resumed).toMatchObject({ result: 'done', listed: 2, again: true });
    expect(fake.lists().slice(0, 2)).toEqual([
      '/app/hook/deliveries?per_page=100&cursor=v1_2',
      '/app/hook/deliveries?per_page=100',
    ]);
    expect(next).toMatchObject({ recovered: 1, again: false });
    expect(await logged()).toHaveLength(7);
    expect(await recorded()).toEqual({ recovered: 7 });
  });

  it('a cursor that GitHub knows no more begins the list anew', async () => {
    const fake = github({ pageSize: 2 });
    fake.attempts.push(...deliveriesFrom(1, 6, start - hourMs, 502));
    fake.interfere = (path) => (path.includes('v1_4') ? json(502, {}) : null);
    await runPass(await options(), signal);
    fake.interfere = (path) => (path.includes('v1_4') && fake.lists().length === 3 ? json(422, {}) : null);

    await runPass(await options(), signal);

    expect(await logged()).toHaveLength(6);
  });

  it('a used-up rate limit rests everything until it is over, also after a restart', async () => {
    const fake = github({ pageSize: 2 });
    fake.attempts.push(...deliveriesFrom(1, 6, start - hourMs, 502));
    const used = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(start / 1000 + 600) };
    fake.interfere = (path) =>
      path.includes('cursor') ? json(403, { message: 'API rate limit exceeded' }, used) : null;
    expect(await runPass(await options(), signal)).toMatchObject({
      result: 'paused',
      listed: 2,
      setback: { type: 'limited', until: start + 601_000 },
    });
    fake.interfere = () => null;
    fake.requests.length = 0;

    passTime(9 * minuteMs);
    const early = await runPass(await options(), signal);
    expect(fake.requests).toEqual([]);
    passTime(2 * minuteMs);
    const late = await runPass(await options(), signal);

    expect(early).toMatchObject({ result: 'paused', setback: null });
    expect(late).toMatchObject({ result: 'done', recovered: 6 });
  });

  it('the last request that the limit allows is used, and no more', async () => {
    const fake = github({ pageSize: 2 });
    fake.attempts.push(...deliveriesFrom(1, 3, start - hourMs, 502));
    const last = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(start / 1000 + 60) };
    fake.interfere = () =>
      fake.requests.length === 1
        ? json(200, [], { ...last, link: '<https://api.github.com/app/hook/deliveries?cursor=v1_1>; rel="next"' })
        : null;

    expect(await runPass(await options(), signal)).toMatchObject({ result: 'paused' });
    expect(fake.requests).toHaveLength(1);
  });

  it('a rate limit met while fetching keeps what is done and goes on after it', async () => {
    const fake = github();
    fake.attempts.push(...deliveriesFrom(1, 10, start - hourMs, 502));
    fake.interfere = (path) =>
      fake.details().length > 5 && path.match(/\d$/) && !path.includes('per_page')
        ? json(429, {}, { 'retry-after': '60' })
        : null;
    const parts = await options();
    const first = await runPass(parts, signal);
    fake.interfere = () => null;
    passTime(2 * minuteMs);

    const second = await runPass(parts, signal);

    expect(first).toMatchObject({ result: 'paused', recovered: 5, postponed: 0 });
    expect(second).toMatchObject({ result: 'done', recovered: 5 });
    expect(await recorded()).toEqual({ recovered: 10 });
  });

  it('a payload that cannot be had keeps back no other, and is given up with a line in the log', async () => {
    const fake = github();
    const all = deliveriesFrom(1, 6, start - hourMs, 502);
    fake.attempts.push(...all);
    fake.interfere = (path) =>
      path.endsWith('/1') ? json(404, {}) : path.endsWith('/2') ? json(200, { request: { payload: null } }) : null;
    const parts = await options();

    const first = await runPass(parts, signal);
    for (let index = 0; index < 10; index += 1) {
      passTime(20 * minuteMs);
      await runPass(parts, signal);
    }

    expect(first).toMatchObject({ result: 'done', recovered: 4, postponed: 2 });
    expect(await recorded()).toEqual({ lost: 2, recovered: 4 });
    expect(parts.log.lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields)).toEqual([
      { delivery: all[0]?.guid, event: 'pull_request', reason: 'gone' },
      { delivery: all[1]?.guid, event: 'pull_request', reason: 'no_payload' },
    ]);
    expect(fake.details().filter((path) => path.endsWith('/1'))).toHaveLength(4);
  });

  it('a detail that is gone is had from another attempt of the same delivery', async () => {
    const fake = github();
    const [first] = deliveriesFrom(1, 1, start - hourMs, 502) as [Attempt];
    fake.attempts.push(first, { ...first, id: 2, at: start - hourMs / 2, redelivery: true });
    fake.interfere = (path) => (path.endsWith('/1') ? json(404, {}) : null);
    const parts = await options();
    await runPass(parts, signal);
    passTime(2 * minuteMs);

    expect(await runPass(parts, signal)).toMatchObject({ recovered: 1 });
  });

  it('an API that fails for days loses nothing that GitHub still has', async () => {
    const fake = github();
    fake.attempts.push(...deliveriesFrom(1, 5, start - hourMs, 502));
    const answers = [
      json(500, {}),
      { status: 200, body: '{"request": {"pay' },
      { ...json(200, {}), delayMs: 3_000 },
      json(502, {}),
    ];
    let count = 0;
    fake.interfere = (path) => {
      count += 1;
      return path.includes('per_page') ? null : (answers[count % answers.length] ?? null);
    };
    const impatient = await options({}, 600);
    for (let hours = 0; hours < 8; hours += 1) {
      await runPass(impatient, signal);
      passTime(5 * hourMs);
    }
    expect(await recorded()).toEqual({ wanted: 5 });
    fake.interfere = () => null;

    await runPass(await options(), signal);

    expect(await recorded()).toEqual({ recovered: 5 });
    expect(await logged()).toHaveLength(5);
  }, 60_000);

  it('a revoked right to read stops the pass and costs no delivery its tries', async () => {
    const fake = github();
    fake.attempts.push(...deliveriesFrom(1, 6, start - hourMs, 502));
    fake.interfere = (path) => (path.includes('per_page') ? null : json(403, { message: 'suspended' }));

    expect(await runPass(await options(), signal)).toMatchObject({
      result: 'set_back',
      setback: { type: 'refused', status: 403 },
    });
    expect(await run(store.db, `select from hook_deliveries where fetches > 0`)).toEqual([]);
  });
});
