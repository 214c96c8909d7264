import type { Viewer } from '../../model/viewer.ts';

/** What middleware leaves for the handlers after it. */
export interface WebEnv {
  readonly Variables: { readonly viewer: Viewer };
}
