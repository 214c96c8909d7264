import type { Context, MiddlewareHandler } from 'hono';
import type { AccessSettings } from '../access/access-settings.ts';
import { type Admission, admit } from '../access/admit.ts';
import type { Refusal } from '../access/refusal.ts';
import type { AccessRule } from '../route/access-rule.ts';
import { jsonResponse } from '../route/json-response.ts';
import type { WebEnv } from './web-env.ts';

/** Lets requests through that the rule admits, with their viewer; answers the others with what to do. */
export function admitting(rule: AccessRule, access: AccessSettings): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    const admission = admissionOf(rule, context, access);
    if ('refusal' in admission) return refuse(admission.refusal);
    context.set('viewer', admission.viewer);
    return next();
  };
}

/** The answer to a request that the rule does not admit; null when it does. */
export function refusalOf(rule: AccessRule, context: Context<WebEnv>, access: AccessSettings): Response | null {
  const admission = admissionOf(rule, context, access);
  return 'refusal' in admission ? refuse(admission.refusal) : null;
}

function admissionOf(rule: AccessRule, { req }: Context<WebEnv>, access: AccessSettings): Admission {
  const [host, authorization, origin] = ['host', 'authorization', 'origin'].map((name) => req.header(name));
  return admit(rule, { host, authorization, origin }, access);
}

function refuse({ status, error, hint }: Refusal): Response {
  return jsonResponse(status, { error, hint }, status === 401 ? { 'www-authenticate': 'Bearer realm="metrics"' } : {});
}
