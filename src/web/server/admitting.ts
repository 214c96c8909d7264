import type { Context, MiddlewareHandler } from 'hono';
import type { Identity } from '../../identity/identity.ts';
import type { AccessSettings } from '../access/access-settings.ts';
import { type Admission, type Asker, admit, bearerOf, isOnMachine } from '../access/admit.ts';
import { type Refusal, tokenNeeded } from '../access/refusal.ts';
import type { AccessRule } from '../route/access-rule.ts';
import { jsonResponse } from '../route/json-response.ts';
import type { RouteAnswer } from '../route/route-answer.ts';
import { addressOf } from './address-of.ts';
import type { RequestLimit } from './request-limit.ts';
import type { WebEnv } from './web-env.ts';

/** What deciding about a request needs. */
export interface AdmittingParts {
  readonly access: AccessSettings;
  /** Who a request is from by its token or its cookies; `wrong` when they are no good, null when there are none. */
  readonly identify: (bearer: string | null, cookies: string | undefined) => Promise<Identity | 'wrong' | null>;
  /** Counts requests from elsewhere. */
  readonly limit: RequestLimit;
}

/** These prove nothing by a person, and what asks for them asks often. */
const withoutIdentity: ReadonlySet<AccessRule> = new Set(['open', 'token', 'events', 'setup']);

/** Lets requests through that the rule admits, with their viewer; answers the others with what to do. */
export function admitting(rule: AccessRule, parts: AdmittingParts, answer?: RouteAnswer): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    const decided = await decide(rule, context, parts);
    if ('response' in decided) return decided.response;
    const { admission, identity } = decided;
    if ('refusal' in admission) return refuse(admission.refusal, context, answer);
    context.set('viewer', admission.viewer);
    context.set('identity', identity);
    return next();
  };
}

/** The answer to a request that the rule does not admit; null when it does. */
export async function refusalOf(
  rule: AccessRule,
  context: Context<WebEnv>,
  parts: AdmittingParts,
): Promise<Response | null> {
  const decided = await decide(rule, context, parts);
  if ('response' in decided) return decided.response;
  return 'refusal' in decided.admission ? refuse(decided.admission.refusal, context) : null;
}

type Decided = { readonly response: Response } | { readonly admission: Admission; readonly identity: Identity | null };

async function decide(
  rule: AccessRule,
  { req, env }: Context<WebEnv>,
  { access, identify, limit }: AdmittingParts,
): Promise<Decided> {
  const [host, authorization, origin] = ['host', 'authorization', 'origin'].map((name) => req.header(name));
  const asker: Asker = { host, authorization, origin };
  if (withoutIdentity.has(rule) || isOnMachine(asker, access))
    return { admission: admit(rule, asker, access), identity: null };
  const identity = await identify(bearerOf(authorization), req.header('cookie'));
  const known = identity === 'wrong' ? null : identity;
  const socketAddress = env?.incoming?.socket.remoteAddress;
  const wait = await limit.take(known?.key ?? addressOf(req.header('x-forwarded-for'), socketAddress, access.proxies));
  if (wait !== null) return { response: tooMany(wait) };
  return { admission: admit(rule, { ...asker, identity }, access), identity: known };
}

function refuse(refusal: Refusal, { req }: Context<WebEnv>, answer?: RouteAnswer): Response {
  const { status, error, hint } = refusal;
  // A person in a browser is led to the sign-in, and back.
  if (status === 401 && answer?.type === 'html' && req.method === 'GET' && req.header('authorization') === undefined) {
    const { pathname, search } = new URL(req.url);
    const location = `/login?${new URLSearchParams({ return: pathname + search })}`;
    return new Response(null, { status: 302, headers: { location, 'cache-control': 'no-store' } });
  }
  return jsonResponse(
    status,
    { error, hint },
    status === 401 ? { 'www-authenticate': `Bearer realm="${refusal === tokenNeeded ? 'metrics' : 'cislo'}"` } : {},
  );
}

function tooMany(seconds: number): Response {
  return jsonResponse(
    429,
    { error: 'there were too many requests from you', hint: `wait ${seconds} s` },
    { 'retry-after': String(seconds) },
  );
}
