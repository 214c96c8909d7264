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
      /** Where the ids come from: `github.com`, or the name of an Enterprise server. Two hosts use the same ids. */
      readonly host: string;
      readonly repositoryIds: readonly number[];
    };

/** The viewer that sees everything: for this machine's own work. */
export const systemViewer = { kind: 'system' } as const satisfies Viewer;
