import { z } from '@hono/zod-openapi';
import type { ServiceSettings } from '../../../config/config.ts';
import type { Objective } from '../../../model/objective.ts';
import { annotationsOf } from '../../../slo/slo-annotations.ts';
import { readSloStatus, type SloReading } from '../../../status/read-slo-status.ts';
import { requireFound } from '../../api/require-found.ts';
import { defineRoute } from '../../route/define-route.ts';
import { htmlResponse } from '../html-response.ts';
import { Layout } from '../layout.tsx';
import { Link } from '../link.tsx';
import { ObjectiveTable } from '../objective-table.tsx';
import type { PageParts } from '../page-routes.tsx';
import { StatusWord } from '../status-word.tsx';
import { worstFirst } from '../worst-first.ts';

const page = defineRoute({
  path: '/services/{name}',
  operationId: 'showService',
  summary: 'A service: its SLOs, who owns it, what it depends on and what depends on it',
  access: 'public',
  params: z.object({ name: z.string() }),
  answer: { type: 'html', formOrigins: [] },
  handle: async ({ read, config, assets, clock }: PageParts, { viewer, identity, params: { name } }) => {
    const objectives = await read.readObjectives(viewer);
    const readings = await readSloStatus(read, viewer, objectives, clock());
    const services = servicesOf(readings);
    const known = [...services.keys()].join(', ');
    const own = requireFound(
      services.get(name) ?? null,
      `there is no service '${name.slice(0, 100)}'; there are: ${known || 'none'}`,
    );
    const needs = [...new Set(own.flatMap(({ objective }) => annotationsOf(objective).dependsOn))];
    const neededBy = [...services].flatMap(([other, theirs]) =>
      theirs.some(({ objective }) => annotationsOf(objective).dependsOn.includes(name)) ? [other] : [],
    );
    return htmlResponse(
      <Layout title={`${name}: cislo`} heading={name} assets={assets} liveSeconds={0} identity={identity}>
        <p class="summary">{serviceSentence(name, own, needs, services)}</p>
        {viewer.kind === 'everyone' ? null : <ServiceFacts own={own} known={config.services[name] ?? null} />}
        <section>
          <h2>Its SLOs</h2>
          <ObjectiveTable readings={own} />
        </section>
        <div class="columns">
          <Neighbours
            title="It depends on"
            names={needs}
            services={services}
            nothing="It depends on no other service."
          />
          <Neighbours
            title="It is needed by"
            names={neededBy}
            services={services}
            nothing="No other service says that it needs it."
          />
        </div>
      </Layout>,
    );
  },
});

/** Whom it belongs to; not for everyone. */
function ServiceFacts({ own, known }: { readonly own: readonly SloReading[]; readonly known: ServiceSettings | null }) {
  const said = [
    ['product owner', known?.productOwner],
    ['business impact', known?.businessImpact],
    ['constraints', known?.constraints.join('; ')],
  ] as const;
  return (
    <dl class="facts">
      {said.map(([name, text]) =>
        text === null || text === undefined || text === '' ? null : (
          <div>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ),
      )}
      {(['tier', 'owner', 'contact'] as const).map((fact) => (
        <div>
          <dt>{fact}</dt>
          <dd>{valuesOf(own, (one) => annotationsOf(one)[fact]).join(', ') || 'not said'}</dd>
        </div>
      ))}
      {(['runbook', 'dashboard'] as const).map((fact) => (
        <div>
          <dt>{fact}</dt>
          <dd>
            {valuesOf(own, (one) => annotationsOf(one)[fact]).map((url) => (
              <Link url={url}>{url}</Link>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

type Services = ReadonlyMap<string, readonly SloReading[]>;

function servicesOf(readings: readonly SloReading[]): Services {
  const services = new Map<string, SloReading[]>();
  for (const reading of readings) {
    const { service } = reading.objective;
    services.set(service, [...(services.get(service) ?? []), reading]);
  }
  return services;
}

function valuesOf(own: readonly SloReading[], read: (objective: Objective) => string | null): readonly string[] {
  return [...new Set(own.flatMap(({ objective }) => read(objective) ?? []))];
}

const unwell = ['warning', 'critical', 'exhausted'];

/** How a service stands, and whether something that it depends on is unwell: its own fault, or upstream. */
export function serviceSentence(
  name: string,
  own: readonly SloReading[],
  needs: readonly string[],
  services: Services,
): string {
  const bad = own.filter(({ status }) => unwell.includes(status.status));
  const upstream = needs.filter((need) =>
    (services.get(need) ?? []).some(({ status }) => unwell.includes(status.status)),
  );
  if (bad.length === 0 && upstream.length === 0) return `${name} is well: none of its budgets is in danger.`;
  const names = bad.map(({ objective }) => objective.displayName).join(', ');
  if (bad.length === 0) return `${name} is well, but ${upstream.join(', ')}, which it depends on, is not.`;
  if (upstream.length > 0)
    return `${name} is in trouble (${names}), and so is ${upstream.join(', ')}, which it depends on: look there first.`;
  return `${name} is in trouble (${names}), and nothing that it depends on is: the cause is its own.`;
}

interface NeighboursProps {
  readonly title: string;
  readonly names: readonly string[];
  readonly services: Services;
  readonly nothing: string;
}

function Neighbours({ title, names, services, nothing }: NeighboursProps) {
  return (
    <section>
      <h2>{title}</h2>
      {names.length === 0 ? (
        <p>{nothing}</p>
      ) : (
        <ul>
          {names.map((name) => {
            const [worst] = worstFirst(services.get(name) ?? []);
            return (
              <li>
                {worst === undefined ? name : <a href={`/services/${encodeURIComponent(name)}`}>{name}</a>}{' '}
                {worst === undefined ? 'has no SLO here' : <StatusWord status={worst.status.status} />}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

/** Services. */
export const serviceRoutes = [page];
