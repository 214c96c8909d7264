import type { Viewer } from '../model/viewer.ts';
import type { InstanceGrouping } from '../store/read/instance-sums.ts';
import type { ReadDoor } from '../store/read/read-door.ts';
import type { SloStatusStore } from './read-slo-status.ts';

/** What is read of instances. */
export type InstanceReads = Pick<ReadDoor, 'readInstanceCounts' | 'readInstanceSteps' | 'readInstancePending'>;

/** One instance of an SLO as a store that holds nothing else: its status, its history and its alerts are computed from it as from the whole. */
export function instanceStore(read: InstanceReads, grouping: Required<InstanceGrouping>): SloStatusStore {
  return {
    readSloCounts: async (viewer, windows) => {
      const counted = await read.readInstanceCounts(viewer, grouping, windows);
      const byRange = new Map(counted.map((row) => [`${row.from} ${row.to}`, row]));
      return windows.map((window) => {
        const { good = 0, bad = 0, excluded = 0 } = byRange.get(`${window.from} ${window.to}`) ?? {};
        return { ...window, good, bad, excluded };
      });
    },
    readSloMinutes: (viewer, range, steps) => read.readInstanceSteps(viewer, grouping, range, steps),
    readPending: async (viewer: Viewer) => {
      const rows = await read.readInstancePending(viewer, grouping);
      return new Map([[grouping.slo, rows.reduce((sum, { count }) => sum + count, 0)]]);
    },
    readSourceStandings: async () => [],
  };
}
