import { z } from '@hono/zod-openapi';
import { type ApiTokens, mostTokenDays } from '../../identity/api-tokens.ts';
import type { Identity } from '../../identity/identity.ts';
import { CisloError } from '../../model/error.ts';
import type { Viewer } from '../../model/viewer.ts';
import { tokenScopes } from '../../store/access/api-token-row.ts';
import { actorOf } from '../api/stored-documents.ts';
import { allowedValues } from '../route/allowed-values.ts';
import { defineRoute } from '../route/define-route.ts';
import { type BoundRoute, bindRoutes } from '../route/route.ts';
import type { Assets } from './assets.ts';
import { htmlResponse } from './html-response.ts';
import { TokensPage } from './tokens-page.tsx';

/** What the page of tokens needs. */
export interface TokenParts {
  readonly tokens: ApiTokens;
  /** The GitHub host whose repositories a token reaches that is made on the machine. */
  readonly host: string;
  readonly assets: Assets;
  /** Milliseconds. */
  readonly clock: () => number;
}

const own = { type: 'html', formOrigins: [] } as const;
const csrf = z.string().optional();

const list = defineRoute({
  path: '/tokens',
  operationId: 'showTokens',
  summary: 'The tokens of whoever asks, and a form that makes one',
  access: 'session',
  answer: own,
  handle: (parts: TokenParts, { identity, viewer }) => showTokens(parts, identity, viewer, null),
});

const makeForm = z.object({
  csrf,
  name: z
    .string()
    .trim()
    .regex(/^[\w .:/@-]{1,60}$/)
    .register(allowedValues, { allowed: 'at most 60 letters, digits, blanks and . : / @ - _' }),
  scope: z.enum(tokenScopes).register(allowedValues, { allowed: tokenScopes }),
  days: z
    .string()
    .regex(/^[1-9]\d?$/)
    .transform(Number)
    .refine((days) => days <= mostTokenDays)
    .register(allowedValues, { allowed: `a whole number from 1 to ${mostTokenDays}` }),
});

const make = defineRoute({
  method: 'POST',
  path: '/tokens',
  operationId: 'makeToken',
  summary: 'Makes a token that reaches what its owner reaches; it is shown once',
  access: 'session',
  form: makeForm,
  answer: own,
  handle: async (parts: TokenParts, { identity, viewer, body: { name, scope, days } }) => {
    if (scope === 'write' && identity?.canWrite === false)
      throw new CisloError('not_allowed', 'you may only look, so your tokens may only read; choose the scope read');
    const { token } = await parts.tokens.make({
      name,
      scope,
      days,
      ...ownerOf(viewer, parts.host),
      actor: actorOf(identity),
    });
    return showTokens(parts, identity, viewer, token);
  },
});

const revoke = defineRoute({
  method: 'POST',
  path: '/tokens/{id}/revoke',
  operationId: 'revokeToken',
  summary: 'Ends a token at once; an admin may end that of anybody',
  access: 'session',
  params: z.object({ id: z.string() }),
  form: z.object({ csrf }),
  answer: own,
  handle: async ({ tokens }: TokenParts, { identity, viewer, params: { id } }) => {
    await tokens.revoke(id, loginOf(identity, viewer), actorOf(identity));
    return new Response(null, { status: 303, headers: { location: '/tokens', 'cache-control': 'no-store' } });
  },
});

/** Whose tokens are meant; null: everybody's, for the machine and for admins. */
function loginOf(identity: Identity | null, viewer: Viewer): string | null {
  return viewer.kind === 'person' && identity?.isAdmin !== true ? viewer.login : null;
}

/** A person's token reaches what the person reaches; one made on the machine reaches all. */
function ownerOf(viewer: Viewer, host: string) {
  if (viewer.kind !== 'person') return { login: null, host, repositories: null };
  const { login, repositoryIds, repositories } = viewer;
  const reached = repositoryIds.map((id, index) => ({ id, name: repositories[index] ?? '' }));
  return { login, host: viewer.host, repositories: reached };
}

async function showTokens(
  { tokens, assets, clock }: TokenParts,
  identity: Identity | null,
  viewer: Viewer,
  fresh: string | null,
): Promise<Response> {
  const listed = await tokens.list(loginOf(identity, viewer));
  return htmlResponse(
    <TokensPage
      tokens={listed}
      fresh={fresh}
      mayWrite={identity?.canWrite !== false}
      now={clock()}
      identity={identity}
      assets={assets}
    />,
    fresh === null ? 200 : 201,
  );
}

/** The routes with which people give their scripts a way in. */
export function tokenRoutes(parts: TokenParts): readonly BoundRoute[] {
  return bindRoutes([list, make, revoke], parts);
}
