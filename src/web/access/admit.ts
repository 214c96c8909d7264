import type { Identity } from '../../identity/identity.ts';
import { isLoopback } from '../../model/is-loopback.ts';
import { systemViewer, type Viewer } from '../../model/viewer.ts';
import type { AccessRule } from '../route/access-rule.ts';
import type { AccessSettings } from './access-settings.ts';
import {
  adminsOnly,
  closedServer,
  editorsOnly,
  eventsTokenNeeded,
  foreignHost,
  noEventsToken,
  notForTokens,
  notLocal,
  notPublic,
  notWritable,
  otherSite,
  type Refusal,
  signInNeeded,
  tokenNeeded,
  wrongProof,
} from './refusal.ts';
import { sameSecret } from './same-secret.ts';

/** Of a request, what tells who sent it. */
export interface Asker {
  /** The Host header; undefined when there is none, which no browser does. */
  readonly host: string | undefined;
  readonly authorization: string | undefined;
  /** The Origin header, which browsers send with what may change something; undefined when there is none. */
  readonly origin?: string | undefined;
  /** Who it proved to be; `wrong` when the proof is unknown or over. Default: it brought none. */
  readonly identity?: Identity | 'wrong' | null;
}

/** The viewer that a request is answered for, or why it is not answered. */
export type Admission = { readonly viewer: Viewer } | { readonly refusal: Refusal };

const asSystem: Admission = { viewer: systemViewer };

/** Decides by a route's rule who asks, and whether they may. The one place where access is decided. */
export function admit(rule: AccessRule, asker: Asker, settings: AccessSettings): Admission {
  switch (rule) {
    case 'open':
      return asSystem;
    case 'token':
      return settings.metricsToken === null || hasToken(asker.authorization, settings.metricsToken)
        ? asSystem
        : { refusal: tokenNeeded };
    case 'events':
      if (settings.eventsToken !== null)
        return hasToken(asker.authorization, settings.eventsToken) ? asSystem : { refusal: eventsTokenNeeded };
      if (!isLoopback(settings.bindHost)) return { refusal: noEventsToken };
      return isForeign(asker, settings) ? { refusal: foreignHost(asker.host ?? '') } : asSystem;
    case 'setup':
      return isForeign(asker, settings) ? { refusal: foreignHost(asker.host ?? '') } : asSystem;
    case 'local':
      return isOnMachine(asker, settings) ? asSystem : { refusal: notLocal };
    case 'write':
      return admitTo(asker, settings, notWritable, ({ canWrite }) => (canWrite ? null : editorsOnly));
    case 'session':
      return admitTo(asker, settings, notPublic, ({ csrf }) => (csrf === null ? notForTokens : null));
    case 'admin':
      return admitTo(asker, settings, notPublic, ({ isAdmin }) => (isAdmin ? null : adminsOnly));
    case 'public':
      return viewerOf(asker, settings);
    case 'private':
      return refuseEveryone(viewerOf(asker, settings), notPublic);
  }
}

/** Whether nobody has to prove who they are: the request comes from this machine. */
export function isOnMachine(asker: Pick<Asker, 'host'>, settings: Pick<AccessSettings, 'bindHost'>): boolean {
  return isLoopback(settings.bindHost) && !isForeign(asker, settings);
}

/** Admits this machine, and whoever proved to be somebody against whom nothing speaks. */
function admitTo(
  asker: Asker,
  settings: AccessSettings,
  refusal: Refusal,
  speaksAgainst: (identity: Identity) => Refusal | null,
): Admission {
  if (isOfAnotherSite(asker)) return { refusal: otherSite(asker.origin ?? '') };
  const admission = refuseEveryone(viewerOf(asker, settings), refusal);
  if ('refusal' in admission || isOnMachine(asker, settings)) return admission;
  const { identity = null } = asker;
  const against = identity === null || identity === 'wrong' ? refusal : speaksAgainst(identity);
  return against === null ? admission : { refusal: against };
}

function refuseEveryone(admission: Admission, refusal: Refusal): Admission {
  return 'viewer' in admission && admission.viewer.kind === 'everyone' ? { refusal } : admission;
}

function viewerOf(asker: Asker, settings: AccessSettings): Admission {
  if (isOnMachine(asker, settings)) return asSystem;
  const { identity = null, host = '' } = asker;
  if (identity === 'wrong' && asker.authorization !== undefined) return { refusal: wrongProof };
  if (identity !== null && identity !== 'wrong') return { viewer: identity.viewer };
  if (settings.everyone !== null) return { viewer: { kind: 'everyone', ...settings.everyone } };
  if (settings.signIn) return { refusal: signInNeeded };
  return { refusal: isLoopback(settings.bindHost) ? foreignHost(host) : closedServer };
}

/** Was a loopback-bound server asked for by another machine's name? */
function isForeign({ host }: Pick<Asker, 'host'>, { bindHost }: Pick<AccessSettings, 'bindHost'>): boolean {
  return isLoopback(bindHost) && host !== undefined && !isLoopback(host.replace(/:\d*$/, ''));
}

/** Did a page send this that another server gave out? Programs send no Origin. */
function isOfAnotherSite({ host, origin }: Asker): boolean {
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host?.toLowerCase();
}

function hasToken(authorization: string | undefined, token: string): boolean {
  const given = bearerOf(authorization);
  return given !== null && sameSecret(given, token);
}

/** The token of an Authorization header; null when there is none. */
export function bearerOf(authorization: string | undefined): string | null {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? null;
}
