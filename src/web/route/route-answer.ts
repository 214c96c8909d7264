import type { z } from '@hono/zod-openapi';

/**
 * What a route answers with.
 *
 * - `json`: a value of this schema. `fresh` says that the answer depends on how far deliveries are folded: then the route takes
 *   `?wait=` and its headers say `x-cislo-as-of` and `x-cislo-behind`; with `body` its value has `as_of` and `behind` too.
 * - `json-stream`: a `Response` with a long value of this schema, which is sent while it is made.
 * - `html`: a page, with the origins beside our own that its forms may send to.
 * - `file`: text whose path changes with its content.
 * - `text`: text for machines, sent as it is: no compression, no ETag.
 */
export type RouteAnswer =
  | { readonly type: 'json'; readonly schema: z.ZodType; readonly fresh: 'body' | 'headers' | null }
  | { readonly type: 'json-stream'; readonly schema: z.ZodType }
  | { readonly type: 'html'; readonly formOrigins: readonly string[] }
  | { readonly type: 'file' }
  | { readonly type: 'text' };
