import type { ExplainedRun } from '../../explain/explain-run-by-id.ts';
import { builtInRules, contributions, type ExplainedObservation } from '../../track/explain/explain-observation.ts';
import { becauseJson, decisionJson, placeJson, verdictJson, wordJson } from './explanation-json.ts';
import { isoTime } from './iso-time.ts';
import { runJson } from './run-json.ts';

/** A run and what led to it as `/api/runs/{id}/explain` shows it. */
export function explainedRunJson(explained: ExplainedRun) {
  return {
    run: runJson({ ...explained.run, repository: explained.repository }),
    provider: becauseJson(explained.provider),
    kind: becauseJson(explained.kind),
    role: becauseJson(explained.role),
    state: becauseJson(explained.state),
    observations: explained.observations.map(observationJson),
    decisions: explained.decisions.map(decisionJson),
    verdicts: explained.verdicts.map(verdictJson),
  };
}

function observationJson({ observation, state, place, builtIn, contribution }: ExplainedObservation) {
  const { source, externalId, name, app, sender, phase, conclusion, text, at } = observation;
  return {
    source,
    external_id: externalId,
    name,
    app,
    sender,
    says: phase === 'final' ? conclusion : openWord(source, phase),
    text,
    at: isoTime(at),
    state,
    rule: placeJson(place),
    built_in: wordJson(builtIn, builtInRules),
    contributed: { id: contribution, text: contributions[contribution] },
  };
}

/** GitHub's own word for how far it is. */
function openWord(source: string, phase: 'waiting' | 'queued' | 'started'): string {
  if (phase === 'started') return 'in_progress';
  return phase === 'queued' && source === 'status' ? 'pending' : phase;
}
