import type { JobPhase, Quirk } from '../model/observation.ts';
import { addQuirk } from './add-quirk.ts';
import { readText, textLimits } from './read-text.ts';

/** How far a check, job or run is. `conclusion` is set when and only when the phase is final; '' when it ended without one. */
export interface JobProgress {
  readonly phase: JobPhase;
  readonly conclusion: string | null;
}

const phases: ReadonlyMap<string, JobPhase> = new Map([
  ['requested', 'queued'],
  ['queued', 'queued'],
  ['waiting', 'waiting'],
  ['pending', 'queued'],
  ['in_progress', 'started'],
  ['completed', 'final'],
]);
const conclusions: ReadonlySet<string> = new Set([
  'success',
  'failure',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
  'stale',
  'startup_failure',
]);
/** Not GitHub's words, but ends all the same when they stand where the status belongs. */
const endWords: ReadonlySet<string> = new Set([...conclusions, 'failed', 'error', 'errored', 'finished', 'canceled']);

/**
 * Reads status and conclusion of a check run, job or workflow run. A conclusion means ended, whatever status and action say. Without one
 * the status decides; but an action `completed` outweighs it when the conclusion is the empty string, and when the status is not merely
 * queued and there is an `endedAt` (ms, the payload's own end). A missing or unknown status leaves it to the action. Never throws.
 * https://docs.github.com/en/rest/checks/runs
 */
export function readProgress(
  action: string | null,
  words: ProgressFields,
  endedAt: number | null,
  quirks: Quirk[],
): JobProgress {
  const status = readWord(words.status, quirks);
  const conclusion = readWord(words.conclusion, quirks);
  const statusPhase = phases.get(status);
  const actionPhase = phases.get(action ?? '');
  if (statusPhase === undefined) addQuirk(quirks, status === '' ? 'missing_field' : 'unknown_status');
  const said =
    conclusion !== '' ? 'final' : (statusPhase ?? (endWords.has(status) ? 'final' : (actionPhase ?? 'queued')));
  const toldEnd = actionPhase === 'final' && (words.conclusion === '' || (said === 'started' && endedAt !== null));
  const phase = toldEnd ? 'final' : said;
  if ((statusPhase ?? phase) !== phase || (actionPhase ?? phase) !== phase) addQuirk(quirks, 'action_status_disagree');
  if (phase !== 'final') return { phase, conclusion: null };
  const ending = conclusion !== '' ? conclusion : endWords.has(status) ? status : '';
  if (!conclusions.has(ending)) addQuirk(quirks, 'unknown_conclusion');
  return { phase, conclusion: ending };
}

/** The two fields as they stand in the payload: anything. */
export interface ProgressFields {
  readonly status?: unknown;
  readonly conclusion?: unknown;
}

/** Trimmed and lower case; '' when it is no text. */
export function readWord(value: unknown, quirks: Quirk[]): string {
  return readText(value, textLimits.word, quirks)?.trim().toLowerCase() ?? '';
}
