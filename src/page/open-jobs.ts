import type { RunView } from '../store/store.ts';
import { type Html, html } from './html.ts';
import { link } from './link.ts';
import type { Overview } from './read-overview.ts';
import { count, duration } from './show-value.ts';

/** What is queued, running and overdue: sums by provider and kind, then the newest runs of each. */
export function openJobs(overview: Overview): Html {
  const pairs = new Map<string, { kind: string; provider: string; queued: number; started: number; overdue: number }>();
  const pairOf = (kind: string, provider: string) => {
    const key = `${provider}\u0000${kind}`;
    const pair = pairs.get(key) ?? { kind, provider, queued: 0, started: 0, overdue: 0 };
    pairs.set(key, pair);
    return pair;
  };
  for (const row of overview.openJobs)
    pairOf(row.kind, row.provider)[row.state === 'started' ? 'started' : 'queued'] += row.count;
  for (const row of overview.overdueJobs) pairOf(row.kind, row.provider).overdue += row.count;
  if (pairs.size === 0) return html`<section><h2>Open jobs</h2><p>None: nothing is queued or running.</p></section>`;
  return html`<section><h2>Open jobs</h2>
<div class="scroll"><table>
<caption>Queued, running, and not ended after 12 h</caption>
<thead><tr><th scope="col">Provider</th><th scope="col">Kind</th><th scope="col" class="number">Queued</th><th scope="col" class="number">Running</th><th scope="col" class="number">Overdue</th></tr></thead>
<tbody>${[...pairs.values()].map(
    (pair) =>
      html`<tr><th scope="row">${pair.provider}</th><td>${pair.kind}</td><td class="number">${count(pair.queued)}</td><td class="number">${count(pair.started)}</td><td class="number">${count(pair.overdue)}</td></tr>`,
  )}</tbody></table></div>
${runList('Overdue, newest first', overview.overdueRuns, overview.now)}
${runList('Open, newest first', overview.openRuns, overview.now)}</section>`;
}

function runList(title: string, runs: readonly RunView[], now: number): Html {
  if (runs.length === 0) return html``;
  return html`<h3>${title}</h3><ul>${runs.map(
    (run) =>
      html`<li>${link(run.url, run.name)} <small>${run.repository}, ${run.provider}, ${run.state} for ${duration(now - (run.state === 'started' ? (run.startedAt ?? run.queuedAt) : run.queuedAt))}</small></li>`,
  )}</ul>`;
}
