import { isLoopback } from '../../model/is-loopback.ts';
import { systemViewer, type Viewer } from '../../model/viewer.ts';
import type { AccessRule } from '../route/access-rule.ts';
import type { AccessSettings } from './access-settings.ts';
import {
  closedServer,
  eventsTokenNeeded,
  foreignHost,
  noEventsToken,
  notLocal,
  notPublic,
  notWritable,
  otherSite,
  type Refusal,
  tokenNeeded,
} from './refusal.ts';
import { sameSecret } from './same-secret.ts';

/** Of a request, what tells who sent it. */
export interface Asker {
  /** The Host header; undefined when there is none, which no browser does. */
  readonly host: string | undefined;
  readonly authorization: string | undefined;
  /** The Origin header, which browsers send with what may change something; undefined when there is none. */
  readonly origin?: string | undefined;
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
      return refuseEveryone(viewerOf(asker, settings), notLocal);
    case 'write':
      return isOfAnotherSite(asker)
        ? { refusal: otherSite(asker.origin ?? '') }
        : refuseEveryone(viewerOf(asker, settings), notWritable);
    case 'public':
      return viewerOf(asker, settings);
    case 'private':
      return refuseEveryone(viewerOf(asker, settings), notPublic);
  }
}

function refuseEveryone(admission: Admission, refusal: Refusal): Admission {
  return 'viewer' in admission && admission.viewer.kind === 'everyone' ? { refusal } : admission;
}

function viewerOf(asker: Asker, settings: AccessSettings): Admission {
  const isLocal = isLoopback(settings.bindHost);
  if (isLocal && !isForeign(asker, settings)) return asSystem;
  if (settings.everyone !== null) return { viewer: { kind: 'everyone', ...settings.everyone } };
  return { refusal: isLocal ? foreignHost(asker.host ?? '') : closedServer };
}

/** Was a loopback-bound server asked for by another machine's name? */
function isForeign({ host }: Asker, { bindHost }: AccessSettings): boolean {
  return isLoopback(bindHost) && host !== undefined && !isLoopback(host.replace(/:\d*$/, ''));
}

/** Did a page send this that another server gave out? Programs send no Origin. */
function isOfAnotherSite({ host, origin }: Asker): boolean {
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host?.toLowerCase();
}

function hasToken(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
  return given !== undefined && sameSecret(given, token);
}
