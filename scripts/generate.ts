import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { configJsonSchema } from '../src/config/config-json-schema.ts';
import { metricSourceJsonSchema } from '../src/slo/metric-source-json-schema.ts';
import { alertRulesYaml, prometheusRuleYaml } from './generate/alert-rules.ts';
import { columnsPage } from './generate/columns-page.ts';
import { configurationPage } from './generate/configuration-page.ts';
import { dashboardFiles } from './generate/dashboard/dashboards.ts';
import { databaseSchema } from './generate/database-schema.ts';
import { formulasPage } from './generate/formulas-page.ts';
import { httpPage } from './generate/http-page.ts';
import { metricsPage } from './generate/metrics-page.ts';

/** Files made from code, by their path in the checkout. `--check` writes nothing and exits 1 when one is not up to date. */
const generated: Readonly<Record<string, () => string | Promise<string>>> = {
  'src/store/schema.ts': databaseSchema,
  'docs/configuration.md': configurationPage,
  'docs/formulas.md': formulasPage,
  'docs/http.md': httpPage,
  'docs/metrics.md': metricsPage,
  'docs/columns.md': columnsPage,
  ...dashboardFiles,
  'grafana/rules/cislo.rules.yml': alertRulesYaml,
  'deploy/kubernetes/prometheusrule.yaml': prometheusRuleYaml,
  'cislo-metric-source.schema.json': () => `${JSON.stringify(metricSourceJsonSchema(), null, 2)}\n`,
  'cislo.schema.json': () => `${JSON.stringify(configJsonSchema(), null, 2)}\n`,
};

const check = process.argv.includes('--check');
for (const [path, render] of Object.entries(generated)) {
  const file = new URL(`../${path}`, import.meta.url);
  const text = await render();
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (check) {
    console.error(`${path} is not up to date; run: npm run generate`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`wrote ${path}`);
  }
}
