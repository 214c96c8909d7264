import { expect, vi } from 'vitest';

/** Every replica shows the same numbers once all is settled: its lines of /metrics that come from the database. */
export async function expectSameMetrics(urls: readonly string[]): Promise<void> {
  await vi.waitFor(
    async () => {
      const [first, ...others] = await Promise.all(urls.map(readDurableLines));
      expect(first).not.toEqual([]);
      expect(others).toEqual(others.map(() => first));
    },
    { timeout: 60_000, interval: 500 },
  );
}

async function readDurableLines(url: string): Promise<readonly string[]> {
  const response = await fetch(`${url}/metrics?wait=30`);
  const text = await response.text();
  if (!response.ok) throw new Error(`/metrics answered ${response.status}:\n${text}`);
  return text.split('\n').filter((line) => /^cislo_(jobs|job_|revision|slo_events|slo_window)/.test(line));
}
