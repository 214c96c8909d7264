import type { Decision } from '../../model/decisions.ts';
import type { RulePlace } from '../../model/rules.ts';
import type { VerdictExplanation } from '../../slo/explain-verdict.ts';
import type { Because } from '../../track/explain/because.ts';
import { isoTime } from './iso-time.ts';

/** A word of a row, what gave it, and the rule's line. */
export function becauseJson({ word, because, place }: Because) {
  return { name: word, because, rule: placeJson(place) };
}

/** A line of a file; null stays null. */
export function placeJson(place: RulePlace): { readonly file: string; readonly line: number };
export function placeJson(place: RulePlace | null): { readonly file: string; readonly line: number } | null;
export function placeJson(place: RulePlace | null) {
  return place === null ? null : { file: place.file, line: place.line };
}

/** A word of a closed table with its sentence; null stays null. */
export function wordJson<Word extends string>(word: Word | null, table: Readonly<Record<Word, string>>) {
  return word === null ? null : { id: word, text: table[word] };
}

export function decisionJson({ id, text }: Decision) {
  return { id, text };
}

/** Why an objective judges as it does. */
export function verdictJson(verdict: VerdictExplanation) {
  return {
    slo: verdict.slo,
    file: verdict.file,
    verdict: verdict.verdict,
    at: isoTime(verdict.at),
    from: { column: verdict.from.column, at: isoTime(verdict.from.at) },
    until: { column: verdict.until.column, at: isoTime(verdict.until.at) },
    deadline_at: isoTime(verdict.deadlineAt),
    decision: decisionJson(verdict.decision),
    because: verdict.because.map(({ condition, text, holds, place }) => ({
      condition,
      text,
      holds,
      rule: placeJson(place),
    })),
  };
}
