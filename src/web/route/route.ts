import type { z } from '@hono/zod-openapi';
import type { Identity } from '../../identity/identity.ts';
import type { Viewer } from '../../model/viewer.ts';
import type { AccessRule } from './access-rule.ts';
import type { RouteAnswer } from './route-answer.ts';

/** The methods that routes have. HEAD is answered wherever GET is. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What a route's handler is given: everything is checked, and the viewer is admitted. */
export interface RouteRequest<Params = unknown, Query = unknown, Body = unknown> {
  readonly viewer: Viewer;
  /** Who signed in, or whose token it is; null for this machine and for everyone. */
  readonly identity: Identity | null;
  readonly params: Params;
  readonly query: Query;
  /** null for a route without a body. */
  readonly body: Body;
  /** The request's own address; its host is what the client asked for. */
  readonly url: URL;
  readonly headers: Headers;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

/**
 * One line of the table of routes. The router, the answers 404 and 405, the OpenAPI document and the test that nothing leaks all
 * come from these. `Context` is what the handler reads from.
 */
export interface Route<Context = unknown> {
  readonly method: Method;
  /** With `{name}` for a segment that varies. */
  readonly path: string;
  readonly operationId: string;
  /** One line for the OpenAPI document. */
  readonly summary: string;
  readonly access: AccessRule;
  readonly params: z.ZodObject;
  /** A strict object refuses unknown parameters. */
  readonly query: z.ZodObject;
  /** JSON of this shape, text of one of these media types, or what a form sends; null when the route takes no body. */
  readonly body: z.ZodType | { readonly media: readonly string[] } | { readonly form: z.ZodObject } | null;
  readonly answer: RouteAnswer;
  /**
   * Resolves with the value for a JSON answer, or with a whole `Response`.
   * Rejects with a CisloError (`bad_request`, `not_found`, `database_unreachable`), or with anything else for a bug of ours.
   */
  readonly handle: (context: Context, request: RouteRequest) => Promise<unknown>;
}

/** A route that has what it reads from. */
export interface BoundRoute extends Omit<Route, 'handle'> {
  readonly handle: (request: RouteRequest) => Promise<unknown>;
}

/** Gives routes what they read from. */
export function bindRoutes<Context>(routes: readonly Route<Context>[], context: Context): readonly BoundRoute[] {
  return routes.map((route) => ({ ...route, handle: (request) => route.handle(context, request) }));
}
