import type { Stored } from './batcher.ts';

/** How a delivery ended: the `result` label of the delivery metrics. */
export type DoorResult =
  | Stored
  | 'ignored'
  | 'unauthorized'
  | 'bad_request'
  | 'too_large'
  | 'aborted'
  | 'method_not_allowed'
  | 'failed';
