import type { MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import { secureHeaders } from 'hono/secure-headers';
import type { RouteAnswer } from '../route/route-answer.ts';

/**
 * How an answer is sent: security headers for what a browser shows, compression for what can be long, an ETag where the same question can
 * have the same answer. An answer with `as_of` differs each time, so an ETag of it would never match.
 */
export function sendingOf(answer: RouteAnswer): readonly MiddlewareHandler[] {
  switch (answer.type) {
    case 'json':
      return answer.fresh === null ? [compress(), etag()] : [compress()];
    case 'json-stream':
      return [compress()];
    case 'html':
      return [secure(answer.formOrigins), compress(), etag()];
    case 'file':
      return [secure([]), compress(), etag()];
    case 'text':
      return [];
  }
}

/** Nothing is loaded but our own style sheet and script, nothing may frame it, and no address leaks to other sites. */
function secure(formOrigins: readonly string[]): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      connectSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      baseUri: ["'none'"],
      formAction: ["'self'", ...formOrigins],
      frameAncestors: ["'none'"],
    },
    permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
    xFrameOptions: 'DENY',
    // With no-referrer browsers would send the forms of our own pages without their origin.
    referrerPolicy: 'same-origin',
    // A proxy in front of cislo ends TLS, so the header that asks for TLS is left to it.
    strictTransportSecurity: false,
  });
}
