import type { Config } from '../config/config.ts';
import { firstSteps } from './first-steps.ts';
import { html } from './html.ts';
import { openJobs } from './open-jobs.ts';
import type { Overview } from './read-overview.ts';
import { duration, utc } from './show-value.ts';
import { sloTable } from './slo-table.ts';
import { stylePath } from './style.ts';
import { waitingRevisions } from './waiting-revisions.ts';

/** A lag above this is told: settling should be seconds behind. */
const tellLagMs = 60_000;

/** The overview as one HTML document. It reloads itself every 30 s and needs no script. */
export function overviewPage(overview: Overview, config: Pick<Config, 'app' | 'webhookPath'>): string {
  const { empty, lagMs, now, slos } = overview;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="30">
<title>cislo: service levels of CI</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${stylePath}">
</head>
<body>
<header><h1>Service levels of CI</h1><small>${utc(now)}, reloads every 30 s</small></header>
<main>
${lagMs > tellLagMs ? html`<p class="notice"><strong>Behind:</strong> the oldest delivery that is not in these numbers yet is ${duration(lagMs)} old.</p>` : html``}
${empty ? firstSteps(config) : html``}
${sloTable(slos)}
${empty ? html`` : html`<div class="columns">${openJobs(overview)}${waitingRevisions(overview)}</div>`}
</main>
<footer>As data: <a href="/api/slos">objectives</a>, <a href="/api/runs">job runs</a>, <a href="/api/revisions">revisions</a>, <a href="/metrics">metrics</a>, <a href="/api/openapi.json">OpenAPI</a></footer>
</body>
</html>
`.html;
}
