import type { MiddlewareHandler } from 'hono';
import type { Assets } from '../page/assets.ts';
import { ErrorPage } from '../page/error-page.tsx';
import { htmlResponse } from '../page/html-response.ts';

/** Errors are JSON. A browser that shows one to a person gets a page of the same status and headers, which says the same. */
export function errorAsPage(assets: Assets): MiddlewareHandler {
  return async (context, next) => {
    await next();
    const { res, req } = context;
    const isJson = (res.headers.get('content-type') ?? '').startsWith('application/json');
    if (res.status < 400 || !isJson || !wantsPage(req.header('accept')) || req.path.startsWith('/api/')) return;
    const { error, hint, allowed } = (await res.clone().json()) as {
      readonly error?: string;
      readonly hint?: string;
      readonly allowed?: string | readonly string[];
    };
    const told = hint ?? (allowed === undefined ? null : `allowed: ${[allowed].flat().join(', ')}`);
    const page = await htmlResponse(
      ErrorPage({ status: res.status, error: error ?? 'it cannot be answered', hint: told, assets }),
      res.status,
    );
    for (const name of ['retry-after', 'www-authenticate', 'allow', 'location'])
      if (res.headers.has(name)) page.headers.set(name, res.headers.get(name) ?? '');
    page.headers.set(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    page.headers.set('x-content-type-options', 'nosniff');
    context.res = undefined;
    context.res = page;
  };
}

/** A browser names HTML first; a program names it not at all. */
function wantsPage(accept: string | undefined): boolean {
  return (accept ?? '').toLowerCase().includes('text/html');
}
