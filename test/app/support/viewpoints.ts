import type { Identity } from '../../../src/identity/identity.ts';
import type { PersonRole } from '../../../src/model/viewer.ts';
import type { AccessSettings } from '../../../src/web/access/access-settings.ts';
import type { AccessRule } from '../../../src/web/route/access-rule.ts';

/** One repository that everyone may see; one that is listed but private on GitHub; one that is public there but not listed. */
export const repositories = [
  { id: 1, fullName: 'octo/open', private: false, headSha: 'a'.repeat(40), job: 'open-build' },
  { id: 2, fullName: 'secret-org/mystery', private: true, headSha: 'b'.repeat(40), job: 'mystery-build' },
  { id: 3, fullName: 'quiet-org/unlisted', private: false, headSha: 'c'.repeat(40), job: 'unlisted-build' },
];
export const everyone = { slos: ['build-completion'], repositories: ['octo/open', 'secret-org/mystery'] };
/** What names a repository, a commit, a job or an objective that is not public. */
export const secrets = [
  'secret-org',
  'mystery',
  'b'.repeat(8),
  'quiet-org',
  'unlisted',
  'c'.repeat(8),
  'first-status',
  'test-completion',
];

/** What names the repository that is public. */
export const openNames = ['octo/open', 'open-build', 'a'.repeat(8)];
const mysteryNames = ['secret-org', 'mystery', 'b'.repeat(8)];
const unlistedNames = ['quiet-org', 'unlisted', 'c'.repeat(8)];

export interface Viewpoint {
  readonly access: AccessSettings;
  /** Who the request proves to be from. */
  readonly identity: Identity | 'wrong' | null;
  /** What a route of each rule answers when there is nothing wrong with the request. */
  readonly expected: Readonly<Record<AccessRule, number>>;
  /** What no answer may have. */
  readonly hidden: readonly string[];
  /** Indexes of the repositories whose rows are seen. */
  readonly sees: readonly number[];
}

const reachable = {
  bindHost: '0.0.0.0',
  metricsToken: 'token-of-metrics',
  eventsToken: null,
  everyone: null,
  signIn: true,
  proxies: 0,
};
const refused = { token: 401, events: 401, setup: 403, local: 403, write: 403, admin: 403 };

/** Somebody who reaches one repository. */
function personOf(login: string, role: PersonRole, { id, fullName }: (typeof repositories)[number]): Identity {
  return {
    viewer: { kind: 'person', login, role, host: 'github.com', repositoryIds: [id], repositories: [fullName] },
    canWrite: role !== 'viewer',
    isAdmin: role === 'admin',
    actor: login,
    key: login,
    csrf: 'csrf-of-the-session',
  };
}
const [openPlace, mysteryPlace, unlistedPlace] = repositories as [Place, Place, Place];
type Place = (typeof repositories)[number];

export const viewpoints = {
  closed: {
    access: { ...reachable, signIn: false },
    identity: null,
    expected: { ...refused, open: 200, session: 403, public: 403, private: 403 },
    hidden: [...secrets, ...openNames],
    sees: [],
  },
  anonymous: {
    access: reachable,
    identity: null,
    expected: { ...refused, open: 200, local: 403, write: 401, session: 401, admin: 401, public: 401, private: 401 },
    hidden: [...secrets, ...openNames],
    sees: [],
  },
  over: {
    access: { ...reachable, everyone },
    identity: 'wrong',
    expected: { ...refused, open: 200, local: 403, write: 401, session: 401, admin: 401, public: 401, private: 401 },
    hidden: [...secrets, ...openNames],
    sees: [],
  },
  public: {
    access: { ...reachable, everyone },
    identity: null,
    expected: { ...refused, open: 200, session: 403, public: 200, private: 403 },
    hidden: secrets,
    sees: [0],
  },
  alice: {
    access: { ...reachable, everyone },
    identity: personOf('alice', 'viewer', mysteryPlace),
    expected: { ...refused, open: 200, session: 200, public: 200, private: 200 },
    hidden: [...unlistedNames, ...openNames],
    sees: [1],
  },
  bob: {
    access: reachable,
    identity: personOf('bob', 'editor', unlistedPlace),
    // What is written here is no SLO.
    expected: { ...refused, write: 422, open: 200, session: 200, public: 200, private: 200 },
    hidden: [...mysteryNames, ...openNames],
    sees: [2],
  },
  admin: {
    access: reachable,
    identity: personOf('root', 'admin', openPlace),
    expected: { ...refused, write: 422, admin: 200, open: 200, session: 200, public: 200, private: 200 },
    hidden: [...mysteryNames, ...unlistedNames],
    sees: [0],
  },
  script: {
    access: reachable,
    identity: { ...personOf('bob', 'viewer', unlistedPlace), key: 'token', csrf: null },
    expected: { ...refused, open: 200, session: 403, public: 200, private: 200 },
    hidden: [...mysteryNames, ...openNames],
    sees: [2],
  },
  system: {
    access: { ...reachable, bindHost: '127.0.0.1', metricsToken: null, everyone, signIn: false },
    identity: null,
    expected: {
      open: 200,
      token: 200,
      events: 200,
      setup: 200,
      local: 200,
      write: 422,
      session: 200,
      admin: 200,
      public: 200,
      private: 200,
    },
    hidden: [],
    sees: [0, 1, 2],
  },
} as const satisfies Record<string, Viewpoint>;
export type ViewpointName = keyof typeof viewpoints;
export const names = Object.keys(viewpoints) as readonly ViewpointName[];
export const people = ['alice', 'bob', 'admin', 'script'] as const satisfies readonly ViewpointName[];
