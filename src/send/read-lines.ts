/** A line of a file, without its end; `number` counts from 1. */
export interface TextLine {
  readonly number: number;
  readonly text: string;
}

/**
 * Cuts a stream of UTF-8 bytes into lines at `\n` or `\r\n` and at nothing else: U+2028 may stand inside a JSON string. A byte-order
 * mark at the beginning is left out. Holds one line at a time.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TextLine> {
  const decoder = new TextDecoder('utf-8');
  let parts: string[] = [];
  let number = 0;
  for await (const chunk of chunks) {
    const pieces = decoder.decode(chunk, { stream: true }).split('\n');
    for (const piece of pieces.slice(0, -1)) {
      parts.push(piece);
      number += 1;
      yield { number, text: withoutReturn(parts.join('')) };
      parts = [];
    }
    parts.push(pieces[pieces.length - 1] as string);
  }
  const rest = parts.join('') + decoder.decode();
  if (rest !== '') yield { number: number + 1, text: withoutReturn(rest) };
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
