import type { Identity } from '../../identity/identity.ts';

/** What a form must send back, so that the server knows it as its own; nothing where nobody signed in. */
export function CsrfField({ identity }: { readonly identity: Identity | null }) {
  return identity?.csrf == null ? null : <input type="hidden" name="csrf" value={identity.csrf} />;
}
