/**
 * Who looks at the numbers. Every read of the store takes one first, so that no read can forget it.
 *
 * - `system`: this machine (metrics, commands, a server bound to loopback). It sees everything.
 * - `everyone`: anybody on the network of a public server. They see the numbers of the chosen objectives, and rows of
 *   those listed repositories that are public on GitHub.
 * - `person`: somebody who signed in. They see the repositories that GitHub says they can reach, and sums over these.
 */
export type Viewer =
  | { readonly kind: 'system' }
  | {
      readonly kind: 'everyone';
      /** Names of the objectives whose numbers are public. */
      readonly slos: readonly string[];
      /** `owner/name`, in any case; one that is private on GitHub is not shown although it is listed. */
      readonly repositories: readonly string[];
    }
  | {
      readonly kind: 'person';
      readonly login: string;
      readonly role: PersonRole;
      /** Where the ids come from: `github.com`, or the name of an Enterprise server. Two hosts use the same ids. */
      readonly host: string;
      readonly repositoryIds: readonly number[];
      /** The same repositories as `owner/name`, in lower case. */
      readonly repositories: readonly string[];
    };

/** Somebody who signed in. */
export type Person = Extract<Viewer, { readonly kind: 'person' }>;

/** What somebody who signed in may do: look; also change stored SLOs; also see what only admins see, and the audit log. */
export const personRoles = ['viewer', 'editor', 'admin'] as const;
export type PersonRole = (typeof personRoles)[number];

/** The viewer that sees everything: for this machine's own work. */
export const systemViewer = { kind: 'system' } as const satisfies Viewer;

/** Whether a viewer may change stored SLOs, as far as the role goes. */
export function mayEdit(viewer: Viewer): boolean {
  return viewer.kind === 'system' || (viewer.kind === 'person' && viewer.role !== 'viewer');
}
