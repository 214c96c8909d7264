import type { SloReading } from '../settle/read-slo-status.ts';
import type { SloStatusWord } from '../slo/slo-status.ts';
import { type Html, html } from './html.ts';
import { budget, count, percent, times } from './show-value.ts';

/** A word and a sign for each status, so that colour is never the only one who tells. */
const statusSigns: Readonly<Record<SloStatusWord, string>> = {
  no_data: '○',
  healthy: '●',
  attention: '◐',
  warning: '▲',
  critical: '◆',
  exhausted: '✕',
};

/** The objectives: target, SLI, budget left, burn rates, counts and the status word. */
export function sloTable(slos: readonly SloReading[]): Html {
  return html`<div class="scroll"><table class="cards">
<caption>Objectives</caption>
<thead><tr><th scope="col">Objective</th><th scope="col">Status</th><th scope="col" class="number">Target</th><th scope="col" class="number">SLI</th>
<th scope="col" class="number">Budget left</th><th scope="col" class="number">Burn 1 h</th><th scope="col" class="number">Burn 6 h</th>
<th scope="col" class="number">Good</th><th scope="col" class="number">Bad</th><th scope="col" class="number">Pending</th></tr></thead>
<tbody>${slos.map(row)}</tbody>
</table></div>`;
}

function row({ objective, status }: SloReading): Html {
  const word = status.status;
  return html`<tr>
<th scope="row"><a href="/api/slos/${encodeURIComponent(objective.name)}/status">${objective.displayName}</a><small>${objective.name}, ${objective.window.text}</small></th>
<td class="wide"><span class="status ${word}"><span aria-hidden="true">${statusSigns[word]}</span> ${word.replaceAll('_', ' ')}</span><small>${status.reason}</small></td>
<td class="number" data-label="Target">${percent(objective.targetRatio, 4)}</td>
<td class="number" data-label="SLI">${percent(status.sli)}</td>
<td class="number" data-label="Budget left">${budget(status.budget_remaining_ratio)}</td>
<td class="number" data-label="Burn 1 h">${times(status.burn_rates['1h'])}</td>
<td class="number" data-label="Burn 6 h">${times(status.burn_rates['6h'])}</td>
<td class="number" data-label="Good">${count(status.good)}</td>
<td class="number" data-label="Bad">${count(status.bad)}</td>
<td class="number" data-label="Pending">${count(status.pending)}</td>
</tr>`;
}
