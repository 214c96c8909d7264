import {
  AnnotationQueryBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { metricFamilies as m } from '../../../src/model/metric-names.ts';
import { detailPanels } from './detail-panels.ts';
import { indicatorPanels } from './indicator-panels.ts';
import { jobPanels } from './job-panels.ts';
import { objectivePanels } from './objective-panels.ts';
import { ownPanels } from './own-panels.ts';
import { datasource, type Panel } from './panel.ts';
import { revisionPanels } from './revision-panels.ts';

type Group = (y: number) => readonly Panel[];

interface DashboardPlan {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** Beside the data source and cislo's address. */
  readonly variables: readonly (keyof typeof variables)[];
  /** Whether one SLO is chosen, and not several. */
  readonly isOfOne?: boolean;
  readonly groups: readonly Group[];
}

const variables = {
  slo: ['SLO', `label_values(${m.sloObjective.name}, slo)`],
  kind: ['Kind', `label_values(${m.jobsQueued.name}, kind)`],
  provider: ['Provider', `label_values(${m.jobsQueued.name}, provider)`],
} as const;

const plans: readonly DashboardPlan[] = [
  {
    uid: 'cislo-overview',
    title: 'SLO overview',
    description:
      'Every SLO: where it stands, how its budget went and how fast it burns, and the twelve indicators behind them.',
    variables: ['slo', 'provider'],
    groups: [objectivePanels, indicatorPanels],
  },
  {
    uid: 'cislo-slo',
    title: 'SLO detail',
    description:
      'One SLO: its SLI beside its target, its budget, its burn rates beside the thresholds of the usual alerts, and its alerts.',
    variables: ['slo'],
    isOfOne: true,
    groups: [detailPanels],
  },
  {
    uid: 'cislo-jobs',
    title: 'Builds and tests',
    description: 'Job runs over time: queued, started, finished, by outcome, how long they took, and which are open.',
    variables: ['kind', 'provider'],
    groups: [jobPanels],
  },
  {
    uid: 'cislo-first-status',
    title: 'First status',
    description: 'How soon pull requests are answered, by whom, and which wait.',
    variables: ['provider'],
    groups: [revisionPanels],
  },
  {
    uid: 'cislo-itself',
    title: 'cislo itself',
    description: 'What cislo receives, how far behind it is, and how honest its numbers are.',
    variables: [],
    groups: [ownPanels],
  },
];

/** Every dashboard as Grafana reads it, by its uid. */
export const dashboards = Object.fromEntries(plans.map((plan) => [plan.uid, dashboardOf(plan)]));

/** The files of the dashboards, by their path in the checkout. */
export const dashboardFiles: Readonly<Record<string, () => string>> = Object.fromEntries(
  plans.map(({ uid }) => [`grafana/dashboards/${uid}.json`, () => `${JSON.stringify(dashboards[uid], null, 2)}\n`]),
);

function dashboardOf({ uid, title, description, variables: names, isOfOne = false, groups }: DashboardPlan) {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(['cislo'])
    .editable()
    .tooltip(DashboardCursorSync.Crosshair)
    .refresh('1m')
    .timezone('browser')
    .time({ from: 'now-24h', to: 'now' })
    .withVariable(new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'))
    .withVariable(new TextBoxVariableBuilder('cislo').label('Address of cislo').defaultValue('http://localhost:3000'))
    .link(
      new DashboardLinkBuilder('cislo')
        .type('dashboards' as never)
        .tags(['cislo'])
        .asDropdown(true)
        .keepTime(true),
    )
    .link(
      new DashboardLinkBuilder('Status page')
        .type('link' as never)
        .url('${cislo}/')
        .targetBlank(true),
    );
  for (const name of names) builder.withVariable(variable(name, isOfOne));
  if (names.includes('slo')) builder.annotation(incidents());
  const panels = stack(groups).map((panel, index) => ({ ...panel, id: index + 1 }));
  return { ...builder.build(), panels };
}

/** Where alerts that page somebody fire. */
function incidents(): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder()
    .name('Incidents')
    .datasource(datasource)
    .enable(true)
    .iconColor('red')
    .expr(`max by (slo) (${m.alertState.name}{slo=~"$slo",severity=~"page|critical|sev1"}) == 2`);
}

function variable(name: keyof typeof variables, isOfOne: boolean): QueryVariableBuilder {
  const [label, query] = variables[name];
  const builder = new QueryVariableBuilder(name)
    .label(label)
    .datasource(datasource)
    .definition(query)
    .query({ query, qryType: 1, refId: 'PrometheusVariableQueryEditor-VariableQuery' })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(!isOfOne)
    .includeAll(!isOfOne);
  return isOfOne ? builder : builder.allValue('.+').current({ text: ['All'], value: ['$__all'] } as never);
}

/** One group of panels below the other. */
function stack(groups: readonly Group[]): readonly Panel[] {
  const panels: Panel[] = [];
  for (const group of groups) panels.push(...group(Math.max(0, ...panels.map(({ gridPos }) => gridPos.y + gridPos.h))));
  return panels;
}
