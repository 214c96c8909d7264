import {
  BigValueColorMode,
  BigValueGraphMode,
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardLinkBuilder,
  FieldColorBuilder,
  FieldColorModeId,
  MappingType,
  RowBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, QueryEditorMode } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

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
  /** Words that stand for numbers. */
  readonly words?: readonly { readonly value: number; readonly text: string; readonly color: Threshold['color'] }[];
  readonly place: Place;
  readonly queries: readonly Query[];
}

/** A step of colours: from `value` upwards; null is the lowest. */
export interface Threshold {
  readonly color: 'green' | 'yellow' | 'orange' | 'red' | 'text';
  readonly value: number | null;
}

/** The variable that chooses the Prometheus. */
export const datasource = { type: 'prometheus', uid: '${datasource}' } as const;

/** A panel of any type; ids are given when the dashboard is put together. */
export interface Panel {
  readonly type: string;
  readonly title: string;
  readonly gridPos: Place;
  readonly [key: string]: unknown;
}

/** A number, coloured by thresholds. `link` leads to the page of cislo that tells more. */
export function stat(
  text: PanelText,
  thresholds: readonly Threshold[] = [{ color: 'text', value: null }],
  link?: PageLink,
): Panel {
  const builder = new StatBuilder()
    .noValue('no data')
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .thresholds(stepsOf(thresholds))
    .colorMode(BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.None)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false));
  return finish(builder, text, link);
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
  link?: PageLink,
): Panel {
  const { bars = false, thresholds, colors = {}, min, max } = look;
  const builder = new TimeseriesBuilder()
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassic))
    .drawStyle(bars ? GraphDrawStyle.Bars : GraphDrawStyle.Line)
    .fillOpacity(bars ? 60 : 10)
    .lineWidth(1)
    .showPoints(VisibilityMode.Never)
    .spanNulls(false)
    .stacking(new StackingConfigBuilder().mode(bars ? StackingMode.Normal : StackingMode.None).group('A'))
    .thresholdsStyle(
      new GraphThresholdsStyleConfigBuilder().mode(
        thresholds === undefined ? GraphThresholdsStyleMode.Off : GraphThresholdsStyleMode.Line,
      ),
    )
    .thresholds(stepsOf(thresholds ?? [{ color: 'green', value: null }]))
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true)
        .calcs([]),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (min !== undefined) builder.min(min);
  if (max !== undefined) builder.max(max);
  for (const [word, fixedColor] of Object.entries(colors))
    builder.overrideByRegexp(`/(^| )${word}$/`, [{ id: 'color', value: { mode: 'fixed', fixedColor } }]);
  return finish(builder, text, link);
}

/** Where a series of a panel leads: a path of cislo, with labels as `${__field.labels.slo}`. */
export interface PageLink {
  readonly title: string;
  readonly path: string;
}

/** The page of an SLO. */
export const sloPage: PageLink = { title: 'The SLO in cislo', path: '/slos/${__field.labels.slo}' };

/** A heading that panels stand under. */
export function row(title: string, y: number): Panel {
  return { ...new RowBuilder(title).collapsed(false).build(), type: 'row', title, gridPos: { x: 0, y, w: 24, h: 1 } };
}

function finish(
  builder: StatBuilder | TimeseriesBuilder,
  { title, description, unit, decimals, words, place, queries }: PanelText,
  link: PageLink | undefined,
): Panel {
  builder.title(title).description(description).unit(unit).gridPos(place).datasource(datasource);
  if (decimals !== undefined) builder.decimals(decimals);
  if (words !== undefined) builder.mappings([{ type: MappingType.ValueToText, options: optionsOf(words) }]);
  if (link !== undefined)
    builder.dataLinks([new DashboardLinkBuilder(link.title).url(`\${cislo}${link.path}`).targetBlank(true)]);
  for (const [index, query] of queries.entries()) builder.withTarget(target(query, index));
  return builder.build() as unknown as Panel;
}

function optionsOf(words: NonNullable<PanelText['words']>) {
  return Object.fromEntries(words.map(({ value, text, color }, index) => [String(value), { text, color, index }]));
}

function stepsOf(thresholds: readonly Threshold[]): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...thresholds]);
}

function target({ expr, legend, instant = false, exemplar = false }: Query, index: number): DataqueryBuilder {
  const builder = new DataqueryBuilder()
    .refId(String.fromCharCode('A'.charCodeAt(0) + index))
    .datasource(datasource)
    .editorMode(QueryEditorMode.Code)
    .expr(expr)
    .legendFormat(legend);
  if (exemplar) builder.exemplar(true);
  return instant ? builder.instant() : builder.range();
}
