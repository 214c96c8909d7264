import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { columnsPage } from '../../scripts/generate/columns-page.ts';
import { configurationPage } from '../../scripts/generate/configuration-page.ts';
import { formulasPage } from '../../scripts/generate/formulas-page.ts';
import { metricsPage } from '../../scripts/generate/metrics-page.ts';
import { configJsonSchema } from '../../src/config/config-json-schema.ts';
import { metricSourceJsonSchema } from '../../src/slo/metric-source-json-schema.ts';
import { root } from '../house/source-files.ts';

describe('generated files', () => {
  test.each([
    ['docs/metrics.md', metricsPage],
    ['docs/configuration.md', configurationPage],
    ['docs/columns.md', columnsPage],
    ['docs/formulas.md', formulasPage],
    ['cislo-metric-source.schema.json', () => `${JSON.stringify(metricSourceJsonSchema(), null, 2)}\n`],
    ['cislo.schema.json', () => `${JSON.stringify(configJsonSchema(), null, 2)}\n`],
  ])('%s is what `npm run generate` writes', (path, render) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(render());
  });
});
