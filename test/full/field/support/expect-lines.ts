import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { Line } from './compare-case.ts';

/** One assertion a line; each that fails names the line, what came out and what was wanted, and the others go on. */
export function expectLines(name: string, lines: readonly Line[]): void {
  for (const line of lines) expect.soft(line.got, describeLine(name, line)).toEqual(line.wanted);
}

/** The lines that do not hold, as text. */
export function failedLines(name: string, lines: readonly Line[]): readonly string[] {
  return lines.filter(({ got, wanted }) => !isDeepStrictEqual(got, wanted)).map((line) => describeLine(name, line));
}

function describeLine(name: string, { line, got, wanted }: Line): string {
  return `${name} | ${line}: got ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`;
}
