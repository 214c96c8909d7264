import { z } from '@hono/zod-openapi';
import type { Method, Route, RouteRequest } from './route.ts';
import type { RouteAnswer } from './route-answer.ts';

/** What a handler of such an answer resolves with; `as_of` and `behind` are added by the server. */
type Value<Given extends RouteAnswer> = Given extends {
  readonly type: 'json';
  readonly schema: infer Schema extends z.ZodType;
}
  ? Response | Omit<z.input<Schema>, 'as_of' | 'behind'>
  : Response;

/** What a handler gets of the body. */
type BodyOf<Media, Body, Form> = Form extends z.ZodType
  ? z.output<Form>
  : Body extends z.ZodType
    ? z.output<Body>
    : Media extends null
      ? null
      : string;

const nothing = z.object({});

/** Any query is accepted and none of it is read. */
export const anyQuery = z.looseObject({});

/**
 * A route whose handler sees its parameters with their types, and whose value is checked against the schema of the answer by the
 * compiler. Default: GET, no parameters.
 */
export function defineRoute<
  Context,
  const Given extends RouteAnswer,
  Params extends z.ZodObject = typeof nothing,
  Query extends z.ZodObject = typeof nothing,
  const Media extends readonly string[] | null = null,
  Body extends z.ZodObject | null = null,
  Form extends z.ZodObject | null = null,
>(
  route: Pick<Route, 'path' | 'operationId' | 'summary' | 'access'> & {
    readonly method?: Method;
    readonly params?: Params;
    readonly query?: Query;
    /** The media types of its body, which the handler gets as text. */
    readonly media?: Media;
    /** JSON of this shape, which the handler gets parsed; instead of `media`. */
    readonly body?: Body;
    /** What the page's form sends, which the handler gets parsed; the server has checked that the form is its own. Instead of `media`. */
    readonly form?: Form;
    readonly answer: Given;
    readonly handle: (
      context: Context,
      request: RouteRequest<z.output<Params>, z.output<Query>, BodyOf<Media, Body, Form>>,
    ) => Promise<Value<Given>>;
  },
): Route<Context> {
  const { media = null, body = null, form = null, ...rest } = route;
  return {
    method: 'GET',
    ...rest,
    body: form !== null ? { form } : media === null ? body : { media },
    params: route.params ?? nothing,
    query: route.query ?? z.strictObject({}),
    // The cast is safe: the server has parsed the request by the same schemas before it calls the handler.
    handle: (context, request) =>
      route.handle(context, request as RouteRequest<z.output<Params>, z.output<Query>, BodyOf<Media, Body, Form>>),
  };
}
