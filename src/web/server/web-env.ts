import type { Identity } from '../../identity/identity.ts';
import type { Viewer } from '../../model/viewer.ts';

/** What the server hands in with a request, and what middleware leaves for the handlers after it. */
export interface WebEnv {
  readonly Bindings: { readonly incoming?: { readonly socket: { readonly remoteAddress?: string | undefined } } };
  readonly Variables: {
    readonly viewer: Viewer;
    /** null: this machine, or everyone. */
    readonly identity: Identity | null;
  };
}
