import { openapiDocument } from '../api/openapi-document.ts';
import { defineRoute } from '../route/define-route.ts';
import type { BoundRoute } from '../route/route.ts';
import { bindRoutes } from '../route/route.ts';
import type { Assets } from './assets.ts';
import { htmlResponse } from './html-response.ts';
import { Layout } from './layout.tsx';

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: unknown }>> };
  readonly responses?: Readonly<
    Record<
      string,
      { readonly description: string; readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> }
    >
  >;
}

interface Described {
  readonly document: {
    readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
  };
  readonly routes: readonly Omit<BoundRoute, 'handle'>[];
  readonly assets: Assets;
}

const page = defineRoute({
  path: '/api',
  operationId: 'showApi',
  summary: 'The API for people: every path, its parameters and its answers',
  access: 'public',
  answer: { type: 'html', formOrigins: [] },
  handle: async ({ document, routes, assets }: Described, { identity }) => {
    const { paths = {}, components } = document;
    return htmlResponse(
      <Layout title="API: cislo" heading="API" assets={assets} liveSeconds={0} identity={identity}>
        <p>
          The same as a document for programs: <a href="/api/openapi.json">OpenAPI 3.1</a>. Scripts send a token as{' '}
          <code>Authorization: Bearer</code>: see <a href="/tokens">API tokens</a>.
        </p>
        {Object.entries(paths).flatMap(([path, methods]) =>
          Object.entries(methods).map(([method, operation]) => (
            <section id={operation.operationId}>
              <h2>
                <code>{`${method.toUpperCase()} ${path}`}</code>
              </h2>
              <p>{operation.summary}</p>
              <p>
                <small>{`Access: ${accessOf(routes, method, path)}`}</small>
              </p>
              <Parameters operation={operation} />
              <Answers operation={operation} />
            </section>
          )),
        )}
        <section id="schemas">
          <h2>Shapes</h2>
          {Object.entries(components?.schemas ?? {}).map(([name, schema]) => (
            <details id={`schema-${name}`}>
              <summary>{name}</summary>
              <pre tabindex={0}>{JSON.stringify(schema, null, 2)}</pre>
            </details>
          ))}
        </section>
      </Layout>,
    );
  },
});

function accessOf(routes: Described['routes'], method: string, path: string): string {
  return routes.find((route) => route.path === path && route.method.toLowerCase() === method)?.access ?? '';
}

function Parameters({ operation: { parameters = [], requestBody } }: { readonly operation: Operation }) {
  if (parameters.length === 0 && requestBody === undefined) return null;
  return (
    <dl>
      {parameters.map(({ name, in: place, required, description }) => (
        <>
          <dt>
            <code>{name}</code> {`${place}${required === true ? ', required' : ''}`}
          </dt>
          <dd>{description ?? ''}</dd>
        </>
      ))}
      {requestBody === undefined ? null : (
        <>
          <dt>body</dt>
          <dd>{Object.keys(requestBody.content).join(', ')}</dd>
        </>
      )}
    </dl>
  );
}

function Answers({ operation: { responses = {} } }: { readonly operation: Operation }) {
  return (
    <ul>
      {Object.entries(responses).map(([status, { description, content = {} }]) => {
        const [schema] = Object.values(content).map((one) => one.schema as { readonly $ref?: string } | undefined);
        const name = schema?.$ref?.split('/').at(-1);
        return (
          <li>
            {`${status}: ${description} `}
            {name === undefined ? null : <a href={`#schema-${name}`}>{name}</a>}
          </li>
        );
      })}
    </ul>
  );
}

/** The page about the given routes. */
export function apiPageRoute(routes: readonly Omit<BoundRoute, 'handle'>[], assets: Assets): readonly BoundRoute[] {
  return bindRoutes([page], { document: openapiDocument(routes) as unknown as Described['document'], routes, assets });
}
