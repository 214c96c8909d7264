import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CisloError } from '../model/error.ts';
import type { Problem } from '../model/problem.ts';
import type { OutgoingDelivery } from './outgoing-delivery.ts';
import { readLines } from './read-lines.ts';
import { readRecordingLine } from './read-recording-line.ts';

/** A recording that is being read. */
export interface Recording {
  readonly bytes: number;
  /** The deliveries in the order of the file; lines that are no delivery are reported and left out. */
  readonly deliveries: AsyncIterable<OutgoingDelivery>;
  /** How many bytes have been read so far. */
  bytesRead(): number;
}

/**
 * Opens an NDJSON file of deliveries, one a line; it is streamed, however large. Empty lines are left out. `onProblem` is called for
 * each line that is no delivery. Rejects with a CisloError (`bad_request`) when the file cannot be read.
 */
export async function readRecording(file: string, onProblem: (problem: Problem) => void): Promise<Recording> {
  const bytes = await sizeOf(file);
  let read = 0;

  async function* countBytes(): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      read += chunk.length;
      yield chunk;
    }
  }
  async function* readDeliveries(): AsyncGenerator<OutgoingDelivery> {
    for await (const line of readLines(countBytes())) {
      if (line.text.trim() === '') continue;
      const { delivery, problem } = readRecordingLine(file, line);
      if (delivery === null) onProblem(problem);
      else yield delivery;
    }
  }
  return { bytes, deliveries: readDeliveries(), bytesRead: () => read };
}

async function sizeOf(file: string): Promise<number> {
  try {
    const stats = await stat(file);
    if (stats.isFile()) return stats.size;
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new CisloError('bad_request', `${file} cannot be read (${code}); give the path of an NDJSON file`, { cause });
  }
  throw new CisloError('bad_request', `${file} is not a file; give the path of an NDJSON file`);
}
