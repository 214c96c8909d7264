import { describe, expect, it } from 'vitest';
import { startProgress } from '../../src/cli/progress.ts';

function show(
  isTTY: boolean,
  total: number,
  steps: readonly (readonly [ms: number, done: number])[],
  unit: string | null = 'deliveries',
) {
  const written: string[] = [];
  let now = 0;
  const stream = { isTTY, columns: 100, write: (text: string) => written.push(text) };
  const progress = startProgress({ label: 'Replay', total, unit, stream, clock: () => now });
  for (const [ms, done] of steps) {
    now = ms;
    progress.update(done);
  }
  progress.finish();
  return written;
}

describe('a progress bar', () => {
  it('redraws itself on a terminal with share, rate and time left, at most ten times a second', () => {
    const written = show(true, 1000, [
      [0, 0],
      [50, 10],
      [1000, 250],
      [4000, 1000],
    ]);

    expect(written).toEqual([
      expect.stringMatching(/^\rReplay \[-{24}\] {3}0 % {2}0 of 1,000 deliveries, 0\/s, starting/),
      expect.stringMatching(/^\rReplay \[#{6}-{18}\] {2}25 % {2}250 of 1,000 deliveries, 250\/s, 3 s left/),
      expect.stringMatching(/^\rReplay \[#{24}\] 100 % {2}1,000 of 1,000 deliveries, 250\/s, took 4 s/),
      expect.stringMatching(/100 %/),
      '\n',
    ]);
  });

  it('prints a plain line each 10 % elsewhere', () => {
    const steps = Array.from({ length: 1000 }, (_, index) => [(index + 1) * 200, index + 1] as const);
    const written = show(false, 1000, steps);

    expect(written).toHaveLength(10);
    expect(written[0]).toBe('Replay:  10 %  100 of 1,000 deliveries, 5/s, 3 min 0 s left\n');
    expect(written.every((line) => !line.includes('\r'))).toBe(true);
  });

  it('leaves the numbers out when they have no unit, and survives nothing to do', () => {
    expect(show(false, 36_000, [[10_000, 9_000]], null)).toEqual(['Replay:  25 %  30 s left\n']);
    expect(show(false, 0, [[0, 0]])).toEqual([expect.stringContaining('100 %')]);
    expect(show(true, 0, [[0, 0]])[0]).toContain('100 %');
    expect(show(false, 10_000, [[3_600_000, 1_000]], null)).toEqual(['Replay:  10 %  9 h 0 min left\n']);
  });
});
