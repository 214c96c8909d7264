import { jsonResponse } from '../route/json-response.ts';
import type { BoundRoute } from '../route/route.ts';

/** 405, with the methods that the routes of this path have. */
export function methodNotAllowed(method: string, here: readonly BoundRoute[]): Response {
  const allowed = here.flatMap((route) => (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]));
  return jsonResponse(
    405,
    { error: `${method.slice(0, 20)} is not allowed here`, allowed },
    { allow: allowed.join(', ') },
  );
}

/** 404; below /api/ with the paths that there are. */
export function notFound(path: string, routes: readonly BoundRoute[]): Response {
  const shown = path.slice(0, 200);
  if (path.startsWith('/api/')) {
    const allowed = [...new Set(routes.map((route) => route.path).filter((known) => known.startsWith('/api/')))];
    return jsonResponse(404, { error: `nothing is served at ${shown}`, allowed });
  }
  return jsonResponse(404, {
    error: `nothing is at ${shown}`,
    hint: 'the overview is at /, the API is described at /api/openapi.json',
  });
}
