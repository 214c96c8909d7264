import { readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { alertRulesYaml } from '../../scripts/generate/alert-rules.ts';
import { dashboardFiles, dashboards } from '../../scripts/generate/dashboard/dashboards.ts';
import { metricFamilies } from '../../src/model/metric-names.ts';

interface AnyPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string }[];
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
}

const panelsOf = (uid: string) => dashboards[uid]?.panels as unknown as readonly AnyPanel[];
const panels = Object.keys(dashboards).flatMap(panelsOf);
const drawn = panels.filter(({ type }) => type !== 'row');
const committed = (path: string) => readFileSync(new URL(`../../grafana/${path}`, import.meta.url), 'utf8');
const expressions = drawn.flatMap(({ title, targets }) => (targets ?? []).map(({ expr }) => ({ title, expr })));
const names: readonly string[] = Object.values(metricFamilies).map(({ name }) => name);

test('the committed files are those that the generator writes', () => {
  for (const [path, render] of Object.entries(dashboardFiles))
    expect(committed(path.replace('grafana/', ''))).toBe(render());
  expect(Object.keys(dashboardFiles)).toHaveLength(5);
  expect(committed('rules/cislo.rules.yml')).toBe(alertRulesYaml());
});

test('every YAML file parses', () => {
  for (const path of [
    'rules/cislo.rules.yml',
    'prometheus.yml',
    'alertmanager.yml',
    'provisioning/datasources/prometheus.yml',
    'provisioning/dashboards/cislo.yml',
  ]) {
    expect(parseAllDocuments(committed(path)).flatMap(({ errors }) => errors)).toEqual([]);
  }
});

describe('every panel', () => {
  test.each(drawn)('$title has a description, a unit and a query', ({ description, fieldConfig, targets }) => {
    expect(description?.length).toBeGreaterThan(20);
    expect(fieldConfig?.defaults.unit).toBeTruthy();
    expect(targets?.length).toBeGreaterThan(0);
  });

  test.each(Object.keys(dashboards))('of %s has its own id and its own place', (uid) => {
    const panels = panelsOf(uid);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`),
    );

    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos }) => gridPos.x + gridPos.w))).toBe(24);
  });
});

describe('every expression', () => {
  test.each(expressions)('of $title is PromQL over metrics that exist: $expr', ({ expr }) => {
    const plain = expr.replaceAll('$__rate_interval', '5m').replaceAll('$__range', '1h');
    let errors = 0;
    parser.parse(plain).iterate({
      enter: ({ type }) => {
        if (type.isError) errors += 1;
      },
    });

    expect(errors).toBe(0);
    for (const [name] of plain.matchAll(/cislo_\w+/g))
      expect(names).toContain(name.replace(/_(bucket|sum|count)$/, ''));
  });

  test('over a stretch of time takes it from Grafana', () => {
    for (const { expr } of expressions)
      expect(expr.match(/\[[^\]]*\]/g) ?? []).toEqual((expr.match(/\[\$__(rate_interval|range)\]/g) ?? []) as string[]);
  });

  test('of values that all replicas export takes the highest, never their sum', () => {
    for (const { expr } of expressions) {
      if (expr.includes('cislo_webhook_')) continue;
      expect(expr).toMatch(/^(histogram_quantile\([\d.]+, )?(sum( by \([^)]*\))? ?\()?max/);
    }
  });
});

test('the rules name only metrics that exist', () => {
  for (const [name] of alertRulesYaml().matchAll(/cislo_\w+/g))
    expect(names).toContain(name.replace(/_(bucket|count)$/, ''));
});
