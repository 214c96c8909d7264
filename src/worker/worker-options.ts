import type { NoticeSettings } from '../act/notice/notice-settings.ts';
import type { Deployment, Versions } from '../generation/deployment.ts';
import type { ReadVariable } from '../source/measured-source.ts';
import type { LabelLimits } from '../store/labels/choose-named-labels.ts';
import type { OpenStore } from '../store/open-store.ts';
import type { DoorTraffic } from './watch-rush.ts';

/** What a worker is started with. */
export interface WorkerOptions {
  readonly store: Pick<OpenStore, 'db' | 'embedded'>;
  /** Of the fold and the judge of this process. */
  readonly versions: Versions;
  /** The settings that this process has, to be deployed when it starts; null: it works with those that are deployed. */
  readonly offers: Deployment | null;
  /** How often the worker looks for work by itself. */
  readonly everyMs: number;
  readonly retentionDays: number;
  /** Days in the past for which answers are exact to the minute. Default: minutes are kept. */
  readonly minuteDays?: number;
  /** How many values of a metric label keep their name. Default: nothing is chosen. */
  readonly labels?: LabelLimits;
  /** Who is told of alerts. Default: nobody. */
  readonly notices?: NoticeSettings;
  /** Our clock, ms. */
  readonly clock: () => number;
  readonly log: WorkerLog;
  /** Gives the sources of measured objectives the secrets that files only name. Default: nothing is measured. */
  readonly readVariable?: ReadVariable;
  /** The traffic of the door: while many deliveries come, folding waits a little. Default: no door, so it never waits. */
  readonly door?: DoorTraffic;
}

/** Where a worker says what it does. */
export interface WorkerLog {
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
}
