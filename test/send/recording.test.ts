import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/model/problem.ts';
import { jsonErrorColumn } from '../../src/send/json-error-column.ts';
import type { OutgoingDelivery } from '../../src/send/outgoing-delivery.ts';
import { readLines } from '../../src/send/read-lines.ts';
import { readRecording } from '../../src/send/read-recording.ts';
import { readRecordingLine } from '../../src/send/read-recording-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'cislo-recording-'));
afterAll(() => rmSync(folder, { recursive: true }));

function problemOf(text: string): string {
  const { problem } = readRecordingLine('x.ndjson', { number: 7, text });
  return problem === null ? '' : formatProblem(problem);
}

describe('readRecordingLine', () => {
  it('reads a delivery and ignores other keys', () => {
    const line = {
      id: 'a-1',
      event: 'push',
      payload: { x: 1 },
      received_at: '2026-01-05T09:00:00Z',
      action: null,
      more: [],
    };

    expect(readRecordingLine('f', { number: 1, text: JSON.stringify(line) })).toEqual({
      delivery: { guid: 'a-1', event: 'push', payload: { x: 1 }, at: Date.UTC(2026, 0, 5, 9) },
      problem: null,
    });
  });

  it.each([
    [
      { delivery_id: 'd', at: 12_345 },
      { guid: 'd', at: 12_345 },
    ],
    [{ id: 'd' }, { at: null }],
    [{ id: 'd', at: 'yesterday' }, { at: null }],
    [{ id: 'd', at: true }, { at: null }],
  ])('takes %j', (own, expected) => {
    const text = JSON.stringify({ event: 'push', payload: {}, ...own });

    expect(readRecordingLine('f', { number: 1, text }).delivery).toMatchObject(expected);
  });

  it.each([
    ['{"id": }', /^x\.ndjson:7:8: not JSON \(Unexpected token '}'\)/],
    ['{"id": "a", "event"', /^x\.ndjson:7:20: not JSON/],
    ['{"id": "a"} trailing', /^x\.ndjson:7:13: not JSON/],
    ['[1]', /^x\.ndjson:7:1: a delivery must be an object, got \[1\]/],
    ['{"event": "push", "payload": {}}', /"id" \(or "delivery_id"\) must be .* got nothing/],
    ['{"id": 5, "event": "push", "payload": {}}', /"id".* got 5/],
    ['{"id": "a b", "event": "push", "payload": {}}', /"id" must be printable ASCII/],
    ['{"id": "a", "event": "a\\nb", "payload": {}}', /"event" must be .* got "a\\nb"/],
    ['{"id": "a", "event": "push", "payload": []}', /"payload" must be the body as an object, got \[\]/],
    [`{"id": "a", "event": "push", "payload": "${'x'.repeat(200)}"}`, /got "x{59}…$/],
  ])('says where and what is wrong in %s', (text, expected) => {
    expect(problemOf(text)).toMatch(expected);
  });
});

describe('jsonErrorColumn', () => {
  it('points at a character that cannot stand there, or one past a text that is cut short', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (json, place) => {
        const cut = place % json.length;
        const text = `[${json.slice(0, cut)}`;
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        fc.pre(!valid);
        expect(jsonErrorColumn(text)).toBeGreaterThanOrEqual(1);
        expect(jsonErrorColumn(text)).toBeLessThanOrEqual(text.length + 1);
      }),
    );
    expect(jsonErrorColumn('{"a": 1, }')).toBe(10);
    expect(jsonErrorColumn('{"a": "open')).toBe(12);
  });
});

describe('readLines', () => {
  async function lines(chunks: readonly Uint8Array[]): Promise<readonly string[]> {
    async function* source(): AsyncGenerator<Uint8Array> {
      yield* chunks;
    }
    const all: string[] = [];
    for await (const { text } of readLines(source())) all.push(text);
    return all;
  }

  it('gives the same lines however the bytes are cut into chunks', async () => {
    const bytes = Buffer.from('один\r\n\n"a\u2028b" 🔑\nlast');

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), async (size) => {
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
          bytes.subarray(index * size, (index + 1) * size),
        );
        expect(await lines(chunks)).toEqual(['один', '', '"a\u2028b" 🔑', 'last']);
      }),
    );
  });

  it('leaves a byte-order mark out, and a last empty line', async () => {
    expect(await lines([Buffer.from('\ufeffa\n')])).toEqual(['a']);
    expect(await lines([])).toEqual([]);
  });
});

describe('readRecording', () => {
  it('streams the deliveries, reports each bad line by its number and goes on', async () => {
    const file = join(folder, 'mixed.ndjson');
    writeFileSync(file, '{"id":"1","event":"push","payload":{}}\n\nnonsense\n{"id":"2","event":"push","payload":{}}\n');
    const places: string[] = [];

    const recording = await readRecording(file, ({ line, column }) => places.push(`${line}:${column}`));
    const deliveries: OutgoingDelivery[] = [];
    for await (const delivery of recording.deliveries) deliveries.push(delivery);

    expect(deliveries.map(({ guid }) => guid)).toEqual(['1', '2']);
    expect(places).toEqual(['3:2']);
    expect(recording.bytesRead()).toBe(recording.bytes);
  });

  it.each([
    ['is missing', join(folder, 'nothing.ndjson'), /cannot be read \(ENOENT\)/],
    ['is a folder', folder, /is not a file/],
  ])('refuses a file that %s', async (_, file, message) => {
    await expect(readRecording(file, () => {})).rejects.toMatchObject({
      code: 'bad_request',
      message: expect.stringMatching(message),
    });
  });
});
