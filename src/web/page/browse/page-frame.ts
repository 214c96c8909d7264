import type { Identity } from '../../../identity/identity.ts';
import type { Assets } from '../assets.ts';

/** What every page is shown with. */
export interface PageFrame {
  readonly assets: Assets;
  /** null: this machine, or everyone. */
  readonly identity: Identity | null;
}
