import { firstStatusBucketsSeconds, jobBucketsSeconds } from '../../src/model/buckets.ts';
import { type MetricFamily, metricFamilies } from '../../src/model/metric-names.ts';
import { generatedNote, markdownTable } from './markdown.ts';

/** docs/metrics.md. */
export function metricsPage(): string {
  const families: readonly MetricFamily[] = Object.values(metricFamilies);
  const rows = (origin: MetricFamily['origin']) =>
    markdownTable(
      ['name', 'type', 'labels', 'what'],
      families
        .filter((family) => family.origin === origin)
        .map((family) => [`\`${family.name}\``, family.type, family.labels.map(code).join(', ') || '–', family.help]),
    );
  return `${generatedNote('src/model/metric-names.ts')}

# Metrics

\`GET /metrics\` answers in the Prometheus text format, or in OpenMetrics when the scraper asks for it (buckets then carry an
exemplar: a link to the latest job that fell into them). All units are base units: seconds and ratios. No label ever holds a
pull request, a commit or a run; \`repository\` is added to counters of jobs and revisions only when
[labels.repository](configuration.md#the-yaml-file) says so, and is capped.

A series without data is absent. It is never 0 %, 100 % or NaN.

## From the database

The same values from every replica; they survive restarts, and counters never fall. **Scrape one replica, or aggregate with
\`max\` and not \`sum\`.**

${rows('database')}

Buckets of the job histograms end at ${jobBucketsSeconds.join(', ')} seconds; buckets of the first status at
${firstStatusBucketsSeconds.join(', ')} seconds. Runs of which only the final state is known count as finished and are in no histogram.

## From this process

What one process saw since it started: sum over instances. Besides these there are prom-client's default metrics of the process
(\`process_*\`, \`nodejs_*\`).

${rows('process')}
`;
}

function code(text: string): string {
  return `\`${text}\``;
}
