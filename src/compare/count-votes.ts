import type { Cohorts, Dimension } from './cohorts.ts';

/** What is counted of one value of a dimension. */
export interface ValueCounts {
  /** Events with the value. */
  readonly badEvents: number;
  readonly goodEvents: number;
  /** One vote for each cluster in each cohort that has the value there: b and g. */
  readonly badVotes: number;
  readonly goodVotes: number;
  /** All votes of the cohort about this value: B and G. */
  readonly allBadVotes: number;
  readonly allGoodVotes: number;
}

/**
 * Counts the events and the votes of every value of a dimension, by code. A cluster votes once for each of its values in each cohort. A column
 * with one value an event has all votes of its values together. Each element of a list is a question of its own: a cluster votes that it
 * has it, and that it has not, where events of it have and have not.
 *
 * @param isLeft whether an event counts; null: all do
 */
export function countVotes(
  cohorts: Cohorts,
  dimension: Dimension,
  isLeft: Uint8Array | null = null,
): readonly ValueCounts[] {
  if (dimension.starts === null) return countSingle(cohorts, dimension, isLeft);
  const bad = countCohort(cohorts, dimension, dimension.starts, 1, isLeft);
  const good = countCohort(cohorts, dimension, dimension.starts, 0, isLeft);
  return dimension.values.map((_, code) => ({
    badEvents: bad.events[code] as number,
    goodEvents: good.events[code] as number,
    badVotes: bad.votes[code] as number,
    goodVotes: good.votes[code] as number,
    allBadVotes: bad.allVotes(code),
    allGoodVotes: good.allVotes(code),
  }));
}

/** Of a column with one value an event: both cohorts in one walk, the place of a value being its code twice, and one more among bad events. */
function countSingle(
  { isBad, clusters }: Cohorts,
  { values, codes }: Dimension,
  isLeft: Uint8Array | null,
): readonly ValueCounts[] {
  const events = new Int32Array(2 * values.length);
  const votes = new Int32Array(2 * values.length);
  /** The cluster that voted last for a value. */
  const voted = new Int32Array(2 * values.length).fill(-1);
  const allVotes = [0, 0] as [number, number];
  for (let event = 0; event < isBad.length; event += 1) {
    if (isLeft !== null && isLeft[event] === 0) continue;
    const cohort = isBad[event] as 0 | 1;
    const cluster = clusters[event] as number;
    const place = 2 * (codes[event] as number) + cohort;
    events[place] = (events[place] as number) + 1;
    if (voted[place] === cluster) continue;
    voted[place] = cluster;
    votes[place] = (votes[place] as number) + 1;
    allVotes[cohort] += 1;
  }
  const [allGoodVotes, allBadVotes] = allVotes;
  return values.map((_, code) => ({
    badEvents: events[2 * code + 1] as number,
    goodEvents: events[2 * code] as number,
    badVotes: votes[2 * code + 1] as number,
    goodVotes: votes[2 * code] as number,
    allBadVotes,
    allGoodVotes,
  }));
}

/** Counts of one cohort of a column of lists, by code. */
interface CohortCounts {
  readonly events: Int32Array;
  readonly votes: Int32Array;
  readonly allVotes: (code: number) => number;
}

function countCohort(
  { isBad, clusters }: Cohorts,
  { values, codes }: Dimension,
  starts: Int32Array,
  cohort: 0 | 1,
  isLeft: Uint8Array | null,
): CohortCounts {
  const events = new Int32Array(values.length);
  const votes = new Int32Array(values.length);
  /** The cluster that voted last for a value. */
  const voted = new Int32Array(values.length).fill(-1);
  /** How many events of that cluster had it, and how many clusters had it in every event. */
  const within = new Int32Array(values.length);
  const always = new Int32Array(values.length);
  const touched: number[] = [];
  let clusterCount = 0;
  let size = 0;
  const closeCluster = (): void => {
    if (size === 0) return;
    clusterCount += 1;
    for (const code of touched) if (within[code] === size) always[code] = (always[code] as number) + 1;
    touched.length = 0;
    size = 0;
  };
  for (let event = 0; event < isBad.length; event += 1) {
    const cluster = clusters[event] as number;
    if (event > 0 && cluster !== clusters[event - 1]) closeCluster();
    if (isBad[event] !== cohort || (isLeft !== null && isLeft[event] === 0)) continue;
    size += 1;
    const end = starts[event + 1] as number;
    for (let place = starts[event] as number; place < end; place += 1) {
      const code = codes[place] as number;
      events[code] = (events[code] as number) + 1;
      if (voted[code] !== cluster) {
        voted[code] = cluster;
        votes[code] = (votes[code] as number) + 1;
        within[code] = 0;
        touched.push(code);
      }
      within[code] = (within[code] as number) + 1;
    }
  }
  closeCluster();
  const allVotes = (code: number): number => (votes[code] as number) + clusterCount - (always[code] as number);
  return { events, votes, allVotes };
}

/** How many clusters have a bad event. */
export function countBadClusters({ isBad, clusters }: Cohorts): number {
  const found = new Set<number>();
  isBad.forEach((bad, event) => {
    if (bad === 1) found.add(clusters[event] as number);
  });
  return found.size;
}
