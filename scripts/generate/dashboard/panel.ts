/** A query of a panel. */
export interface Query {
  readonly expr: string;
  readonly legend: string;
  /** The value now instead of a line. */
  readonly instant?: boolean;
  readonly exemplar?: boolean;
}

/** Where and how large: columns of 24, rows of 30 px. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** What every panel needs: no panel without a unit and a description. */
export interface PanelText {
  readonly title: string;
  readonly description: string;
  /** One of Grafana's unit ids: `s`, `percentunit`, `short`, … */
  readonly unit: string;
  /** Digits after the point; Grafana chooses when it is missing. A ratio near 1 needs more, or it is rounded up to 100 %. */
  readonly decimals?: number;
  readonly place: Place;
  readonly queries: readonly Query[];
}

/** A step of colours: from `value` upwards; null is the lowest. */
export interface Threshold {
  readonly color: 'green' | 'yellow' | 'orange' | 'red' | 'text';
  readonly value: number | null;
}

const datasource = { type: 'prometheus', uid: '${datasource}' } as const;

/** A panel of any type; ids are given when the dashboard is put together. */
export interface Panel {
  readonly type: string;
  readonly title: string;
  readonly gridPos: Place;
  readonly [key: string]: unknown;
}

/** A number, coloured by thresholds. */
export function stat(text: PanelText, thresholds: readonly Threshold[] = [{ color: 'text', value: null }]): Panel {
  return panel('stat', text, {
    fieldConfig: {
      defaults: {
        unit: text.unit,
        ...decimalsOf(text),
        noValue: 'no data',
        color: { mode: 'thresholds' },
        thresholds: { mode: 'absolute', steps: thresholds },
      },
      overrides: [],
    },
    options: {
      colorMode: 'value',
      graphMode: 'none',
      justifyMode: 'auto',
      orientation: 'auto',
      textMode: 'auto',
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    },
  });
}

/** Lines over time. `thresholds` are drawn as lines; `bars` for counts of a stretch of time; `colors` by the last word of the legend. */
export function timeseries(
  text: PanelText,
  look: {
    readonly bars?: boolean;
    readonly thresholds?: readonly Threshold[];
    readonly min?: number;
    readonly max?: number;
    readonly colors?: Readonly<Record<string, string>>;
  } = {},
): Panel {
  const { bars = false, thresholds, colors = {}, ...axis } = look;
  return panel('timeseries', text, {
    fieldConfig: {
      defaults: {
        unit: text.unit,
        ...decimalsOf(text),
        ...axis,
        color: { mode: 'palette-classic' },
        custom: {
          drawStyle: bars ? 'bars' : 'line',
          fillOpacity: bars ? 60 : 10,
          lineWidth: 1,
          showPoints: 'never',
          spanNulls: false,
          stacking: { mode: bars ? 'normal' : 'none', group: 'A' },
          thresholdsStyle: { mode: thresholds === undefined ? 'off' : 'line' },
        },
        thresholds: { mode: 'absolute', steps: thresholds ?? [{ color: 'green', value: null }] },
      },
      overrides: Object.entries(colors).map(([word, fixedColor]) => ({
        matcher: { id: 'byRegexp', options: `/(^| )${word}$/` },
        properties: [{ id: 'color', value: { mode: 'fixed', fixedColor } }],
      })),
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  });
}

/** A heading that panels stand under. */
export function row(title: string, y: number): Panel {
  return { type: 'row', title, gridPos: { x: 0, y, w: 24, h: 1 }, collapsed: false, panels: [] };
}

function decimalsOf({ decimals }: PanelText): object {
  return decimals === undefined ? {} : { decimals };
}

function panel(type: string, { title, description, place, queries }: PanelText, look: object): Panel {
  return { type, title, description, gridPos: place, datasource, targets: queries.map(target), ...look };
}

function target({ expr, legend, instant = false, exemplar = false }: Query, index: number): object {
  return {
    refId: String.fromCharCode('A'.charCodeAt(0) + index),
    datasource,
    editorMode: 'code',
    expr,
    legendFormat: legend,
    instant,
    range: !instant,
    ...(exemplar ? { exemplar } : {}),
  };
}
