/**
 * Who may ask for a route, by the rule's name. Every route names one; `admit` decides by it, and docs/operating.md explains them.
 *
 * - `open`: everybody on every server.
 * - `token`: whoever sends the metrics token; everybody where none is set.
 * - `events`: whoever sends the token for events; without one, only on a server that is bound to loopback.
 * - `setup`: whoever set-up is for. On a server that others can reach the route itself asks for the key of the set-up.
 * - `local`: only requests to a server that is bound to loopback.
 * - `write`: changes something: this machine, editors and admins, and tokens that may write; never for a page of another site.
 * - `session`: this machine, and whoever signed in with a browser.
 * - `admin`: this machine and admins.
 * - `public`: this machine, whoever signed in or has a token, and on a public server everyone, who then sees what is public.
 * - `private`: the same, but never everyone.
 */
export const accessRules = [
  'open',
  'token',
  'events',
  'setup',
  'local',
  'write',
  'session',
  'admin',
  'public',
  'private',
] as const;
export type AccessRule = (typeof accessRules)[number];
