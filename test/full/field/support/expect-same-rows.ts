import { expect } from 'vitest';

/** Two dumps are the same; where they are not, only the lines that differ are shown. */
export function expectSameRows(found: string, wanted: string): void {
  if (found === wanted) return;
  const [foundLines, wantedLines] = [found.split('\n'), wanted.split('\n')];
  expect(foundLines.filter((line) => !wantedLines.includes(line))).toEqual(
    wantedLines.filter((line) => !foundLines.includes(line)),
  );
  expect(found).toBe(wanted);
}
