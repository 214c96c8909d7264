import type { Context } from 'hono';
import type { Viewer } from '../../model/viewer.ts';
import type { Freshness } from '../../store/read/view.ts';
import { sameSecret } from '../access/same-secret.ts';
import { jsonResponse } from '../route/json-response.ts';
import type { BoundRoute } from '../route/route.ts';
import type { WebEnv } from './web-env.ts';

export interface HandleRouteParts {
  readonly readFreshness: (viewer: Viewer) => Promise<Freshness>;
  readonly drain: (patienceMs: number) => Promise<boolean>;
}

/** What the validation of a request leaves in its context. */
interface Validated {
  valid(target: 'param' | 'query' | 'json' | 'form'): unknown;
}

/**
 * Calls a route's handler with what was validated, and makes an answer of its value. Waits first when the route takes
 * `?wait=` and it is given; the freshness of a fresh answer is read before its rows, so that it never promises more than they have.
 */
export async function handleRoute(
  route: BoundRoute,
  context: Context<WebEnv>,
  { readFreshness, drain }: HandleRouteParts,
): Promise<Response> {
  const { req } = context;
  const validated = req as unknown as Validated;
  if (!(await isOwnForm(route, context))) return foreignForm();
  const viewer = context.get('viewer');
  const { wait = 0, ...query } = validated.valid('query') as { readonly wait?: number };
  const request = {
    viewer,
    identity: context.get('identity'),
    params: validated.valid('param'),
    query,
    body: await bodyOf(route, context, validated),
    url: new URL(req.url),
    headers: req.raw.headers,
    signal: req.raw.signal,
  };
  if (request.body === wrongMedia) return refuseMedia(route, req.header('content-type'));
  const { answer } = route;
  if (wait > 0) await drain(wait * 1000);
  if (answer.type !== 'json' || answer.fresh === null) {
    const value = await route.handle(request);
    return value instanceof Response ? value : jsonResponse(200, value);
  }
  const { asOf, behind } = await readFreshness(viewer);
  const asOfText = new Date(asOf).toISOString();
  const value = await route.handle(request);
  return jsonResponse(200, answer.fresh === 'body' ? { ...(value as object), as_of: asOfText, behind } : value, {
    'x-cislo-as-of': asOfText,
    'x-cislo-behind': String(behind),
  });
}

const wrongMedia = Symbol('a media type that the route does not take');

async function bodyOf(
  { body }: BoundRoute,
  { req }: Context<WebEnv>,
  validated: Validated,
): Promise<unknown | typeof wrongMedia> {
  if (body === null) return null;
  if ('form' in body) return validated.valid('form');
  if (!('media' in body)) return validated.valid('json');
  const media = (req.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return body.media.includes(media) ? req.text() : wrongMedia;
}

/** Was the form made for the session that sends it? A page of another site cannot know what it must send back. */
async function isOwnForm({ body }: BoundRoute, context: Context<WebEnv>): Promise<boolean> {
  const csrf = context.get('identity')?.csrf ?? null;
  if (csrf === null || body === null || !('form' in body)) return true;
  const { csrf: given } = await context.req.parseBody();
  return typeof given === 'string' && sameSecret(given, csrf);
}

function foreignForm(): Response {
  return jsonResponse(403, {
    error: 'the form was not made for this session',
    hint: 'open the page again and send its form again',
  });
}

function refuseMedia({ body }: BoundRoute, given: string | undefined): Response {
  const allowed = body !== null && 'media' in body ? body.media : [];
  const found = given === undefined ? 'none is given' : `it is '${given.slice(0, 100)}'`;
  return jsonResponse(415, {
    error: `the Content-Type of the body must be ${allowed.join(' or ')}; ${found}`,
    parameter: 'content-type',
    allowed,
  });
}
