import { metricFamilies } from '../../../src/model/metric-names.ts';
import { indicatorPanels } from './indicator-panels.ts';
import { jobPanels } from './job-panels.ts';
import { objectivePanels } from './objective-panels.ts';
import { ownPanels } from './own-panels.ts';
import type { Panel } from './panel.ts';
import { revisionPanels } from './revision-panels.ts';

/** The dashboard as Grafana reads it (schema version 42). */
export function dashboard() {
  const panels = stack([objectivePanels, indicatorPanels, revisionPanels, jobPanels, ownPanels]);
  return {
    title: 'cislo: service levels of CI',
    uid: 'cislo',
    description: 'The objectives, the indicators behind them, and cislo itself.',
    tags: ['cislo', 'ci', 'slo'],
    schemaVersion: 42,
    version: 1,
    editable: true,
    graphTooltip: 1,
    refresh: '1m',
    timezone: 'browser',
    time: { from: 'now-24h', to: 'now' },
    templating: {
      list: [
        {
          name: 'datasource',
          label: 'Data source',
          type: 'datasource',
          query: 'prometheus',
          refresh: 1,
          regex: '',
          hide: 0,
          includeAll: false,
          multi: false,
          current: {},
          options: [],
        },
        variable('slo', 'Objective', `label_values(${metricFamilies.sloObjective.name}, slo)`),
        variable('kind', 'Kind', `label_values(${metricFamilies.jobsQueued.name}, kind)`),
        variable('provider', 'Provider', `label_values(${metricFamilies.jobsQueued.name}, provider)`),
      ],
    },
    annotations: { list: [] },
    links: [],
    panels: panels.map((panel, index) => ({ id: index + 1, ...panel })),
  };
}

/** dashboards/cislo.json. */
export function dashboardJson(): string {
  return `${JSON.stringify(dashboard(), null, 2)}\n`;
}

/** One group of panels below the other. */
function stack(groups: readonly ((y: number) => readonly Panel[])[]): readonly Panel[] {
  const panels: Panel[] = [];
  for (const group of groups) panels.push(...group(Math.max(0, ...panels.map(({ gridPos }) => gridPos.y + gridPos.h))));
  return panels;
}

function variable(name: string, label: string, query: string): object {
  return {
    name,
    label,
    type: 'query',
    datasource: { type: 'prometheus', uid: '${datasource}' },
    definition: query,
    query: { query, qryType: 1, refId: 'PrometheusVariableQueryEditor-VariableQuery' },
    refresh: 2,
    sort: 1,
    regex: '',
    hide: 0,
    multi: true,
    includeAll: true,
    allValue: '.+',
    current: { text: ['All'], value: ['$__all'] },
    options: [],
  };
}
