import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A recorded webhook body. `file` is relative to the recordings' `webhooks` folder. */
export interface Recording {
  readonly file: string;
  readonly event: string;
  readonly action: string;
  /** real, edited, docs-example, reduced, events-api, or lookalike (another forge's). */
  readonly quality: string;
}

/** A delivery of a recorded sequence or stream. */
export interface RecordedDelivery {
  readonly id: string;
  readonly event: string;
  readonly payload: unknown;
}

/** Where the recordings lie: `CORPUS_DIR`, else beside the checkout. Throws when they are not there: such a test fails, it is not skipped. */
export function corpusDir(): string {
  const checkout = fileURLToPath(new URL('../..', import.meta.url));
  const dir = process.env['CORPUS_DIR'] ?? join(checkout, '..', 'shared', 'corpus');
  if (!existsSync(join(dir, 'INDEX.tsv'))) {
    throw new Error(`no recordings at ${dir}; set CORPUS_DIR to the folder that holds INDEX.tsv and webhooks/`);
  }
  return dir;
}

/** Every recorded body, in the index's order. */
export function readRecordings(): readonly Recording[] {
  const [head = '', ...lines] = readFileSync(join(corpusDir(), 'INDEX.tsv'), 'utf8').trimEnd().split('\n');
  const columns = head.split('\t');
  const cell = (line: readonly string[], column: string) => line[columns.indexOf(column)] ?? '';
  return lines.map((line) => {
    const cells = line.split('\t');
    return {
      file: cell(cells, 'file'),
      event: cell(cells, 'event'),
      action: cell(cells, 'action'),
      quality: cell(cells, 'quality'),
    };
  });
}

/** The body as it was recorded, byte for byte. */
export function readBody(file: string): Buffer {
  return readFileSync(join(corpusDir(), 'webhooks', file));
}

/** The parsed body; a byte-order mark before it is left out. */
export function readPayload(file: string): unknown {
  return JSON.parse(
    readBody(file)
      .toString('utf8')
      .replace(/^\u{FEFF}/u, ''),
  );
}

/** The recorded sequences: deliveries in order, and what they say when put together. */
export function readSequences<Expected>(): readonly {
  readonly name: string;
  readonly deliveries: readonly RecordedDelivery[];
  readonly expected: readonly Expected[];
}[] {
  const folder = join(corpusDir(), 'sequences');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const sequence = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      const deliveries = sequence.events.map(
        (event: { n: number; event: string; file?: string; payload?: unknown }) => ({
          id: `${name}#${event.n}`,
          event: event.event,
          payload: event.file === undefined ? event.payload : readPayload(event.file),
        }),
      );
      return { name, deliveries, expected: sequence.expected };
    });
}

/** A recorded stream (`devlake-ants`, `packit-ogr-pr278-statuses`) in order, and its expected answers. */
export function readReplay<Expected>(name: string): {
  readonly deliveries: readonly RecordedDelivery[];
  readonly expected: Expected;
} {
  const path = join(corpusDir(), 'replay', name);
  const deliveries = readFileSync(`${path}.ndjson`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { delivery_id: id, event, payload } = JSON.parse(line);
      return { id, event, payload };
    });
  return { deliveries, expected: JSON.parse(readFileSync(`${path}.expected.json`, 'utf8')) };
}
