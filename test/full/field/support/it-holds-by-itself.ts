import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Verification } from '../../../../src/verify/verification.ts';
import { added, readLists, readSums } from './answers.ts';
import { compareCounts, compareLists, compareSeries } from './compare-case.ts';
import { expectLines } from './expect-lines.ts';
import type { FieldCase } from './field-case.ts';
import { readJson } from './read-json.ts';
import { type FieldApp, startFieldApp } from './start-field-app.ts';

/**
 * A test for each case: its deliveries in their order through the door, then every line of what is expected. All cases
 * share a server, each has repositories of its own, and what is compared of sums is what the case adds.
 */
export function itHoldsByItself(cases: readonly FieldCase[]): void {
  let app: FieldApp;
  beforeAll(async () => {
    app = await startFieldApp();
  });
  afterAll(() => app.stop());

  test('every case has repositories and deliveries of its own', () => {
    const repositories = cases.flatMap((each) => each.repositories);
    const guids = cases.flatMap(({ deliveries }) => deliveries.map(({ guid }) => guid));

    expect(new Set(repositories).size).toBe(repositories.length);
    expect(new Set(guids).size).toBe(guids.length);
  });

  test.each(cases.map((each) => [each.name, each] as const))('%s', async (name, each) => {
    const before = await readSums(app.url);
    await app.send(each.deliveries);
    await app.drain();
    const sums = added(before, await readSums(app.url));

    expectLines(name, [
      ...compareLists(each.expected, await readLists(app.url, each)),
      ...compareCounts(each.expected, sums.slos),
      ...compareSeries(each.expected, sums.series),
    ]);
  });

  test('verification finds nothing after all of them', async () => {
    const { checked, differences } = await readJson<Verification>(`${app.url}/api/verify`);

    expect(differences).toEqual([]);
    expect(checked).toBeGreaterThan(0);
    expect(app.errors).toEqual([]);
  });
}
