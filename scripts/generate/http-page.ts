import { createRoutes } from '../../src/app/create-routes.ts';
import { configFiles } from '../../src/app/read-settings.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { sessionCookies } from '../../src/web/access/session-cookie.ts';
import type { AccessRule } from '../../src/web/route/access-rule.ts';
import { allowedValues } from '../../src/web/route/allowed-values.ts';
import type { BoundRoute } from '../../src/web/route/route.ts';
import { waitParameter } from '../../src/web/route/wait-parameter.ts';
import { generatedNote, markdownTable } from './markdown.ts';

const rules: Readonly<Record<AccessRule, string>> = {
  open: 'Everybody, on every server.',
  token:
    'Whoever sends `Authorization: Bearer` with the value of `CISLO_METRICS_TOKEN`; everybody where it is not set.',
  events:
    'Whoever sends `Authorization: Bearer` with the value of `CISLO_EVENTS_TOKEN`; where it is not set, only on a server that is bound to loopback.',
  setup: 'Only while there is no GitHub App. On a server that others can reach, whoever has the key of the set-up.',
  local: 'Only on a server that is bound to loopback.',
  write:
    'On a server that is bound to loopback, everybody on the machine; else editors, admins and tokens with the scope `write`. Never for a page of another site. It changes something, or costs as much.',
  session: 'On a server that is bound to loopback, everybody on the machine; else whoever signed in with a browser.',
  admin: 'On a server that is bound to loopback, everybody on the machine; else admins.',
  public:
    'On a server that is bound to loopback, everybody on the machine; else whoever signed in or sends a token, who sees their repositories. With `CISLO_PUBLIC=true` everybody, who then sees what `public` of the configuration names.',
  private: 'The same without `CISLO_PUBLIC`: never everybody.',
};

/** docs/http.md. */
export function httpPage(): string {
  const unused = () => Promise.reject(new Error('no route is asked'));
  const routes = createRoutes({
    config: readConfig({}, configFiles),
    store: { ping: unused, read: {} as never },
    definitions: unused,
    notes: unused,
    people: {
      identify: unused,
      tokens: { make: unused, list: unused, revoke: unused, find: unused },
      readAudit: unused,
      signIn: {
        signIn: { begin: unused, finish: unused },
        endSession: unused,
        cookies: sessionCookies('', false),
      },
      host: 'github.com',
    },
    readVersions: unused,
    compare: unused,
    changeSlo: unused,
    openMeasured: () => ({ readMinutes: unused, close: unused }),
    metrics: { render: unused, countDecision: () => {} },
    verify: unused,
    isStopping: () => false,
    clock: () => 0,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  const named = routes.filter(({ path }) => !path.startsWith('/assets/'));
  return `${generatedNote('the table of routes, src/app/create-routes.ts')}

# HTTP

Everything that a server answers beside the webhook door, \`POST /api/github/webhooks\`, which asks for a signature. \`GET /api/openapi.json\`
describes the answers below \`/api/\`. Where GET is answered, HEAD is too. Another method gives 405 with \`allow\`, an unknown parameter 400.

${markdownTable(
  ['path', 'access', 'what', 'parameters'],
  named.map((route) => [
    `\`${route.method} ${route.path}\``,
    route.access,
    route.summary,
    parametersOf(route)
      .map((name) => `\`${name}\``)
      .join(', ') || '–',
  ]),
)}

## Access

A server that is bound to loopback answers only requests that ask for it as \`localhost\` or by a loopback address. A page on the web can make a
browser believe that the page's own name is this machine's. Without this rule such a page could read everything here.

${markdownTable(
  ['rule', 'who may ask'],
  Object.entries(rules).map(([rule, text]) => [`\`${rule}\``, text]),
)}

## How fresh an answer is

Deliveries are acknowledged first and folded into rows a little later. No request waits for that. Lists and statuses say how far the numbers
are, in their body and in the headers \`x-cislo-as-of\` and \`x-cislo-behind\`:

- \`as_of\`: everything acknowledged before this time is in the numbers.
- \`behind\`: how many acknowledged deliveries are not in the numbers yet; 0 when the answer is up to date.

\`?wait=SECONDS\` (0 to 30) answers once everything acknowledged before the request is in, or after that time with \`behind\` above 0.

## Parameters

${markdownTable(['name', 'allowed'], parameterRows(named))}
`;
}

function queryOf({ query, answer }: BoundRoute) {
  return answer.type === 'json' && answer.fresh !== null ? { ...query.shape, wait: waitParameter } : query.shape;
}

function parametersOf(route: BoundRoute): readonly string[] {
  return Object.keys(queryOf(route));
}

function parameterRows(routes: readonly BoundRoute[]): readonly (readonly string[])[] {
  const shapes = Object.assign({}, ...routes.map(queryOf)) as ReturnType<typeof queryOf>;
  return Object.entries(shapes).map(([name, schema]) => {
    const allowed = allowedValues.get(schema)?.allowed ?? '';
    return [`\`${name}\``, typeof allowed === 'string' ? allowed : allowed.map((value) => `\`${value}\``).join(', ')];
  });
}
