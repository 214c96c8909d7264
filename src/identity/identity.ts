import type { Person, Viewer } from '../model/viewer.ts';

/** Who a request is from, when it proves it: by the cookie of a session, or by the token of a script. */
export interface Identity {
  readonly viewer: Person | Extract<Viewer, { readonly kind: 'system' }>;
  /** May change stored SLOs. */
  readonly canWrite: boolean;
  /** May read the audit log. */
  readonly isAdmin: boolean;
  /** As the audit log names it. */
  readonly actor: string;
  /** What tells one asker from another where requests are counted. */
  readonly key: string;
  /** Of a session: what its forms must send back; null for a token, which no browser sends by itself. */
  readonly csrf: string | null;
}
