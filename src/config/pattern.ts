import { patternSteps } from './pattern-steps.ts';

/** Longest regular expression of a rule, and most repetitions without end in it. */
const maxLength = 200;
const maxRepeats = 2;
/** What a match may take on the most hostile text, in steps of about ten nanoseconds: a quarter of a second. */
const maxSteps = 25_000_000;

/**
 * What is wrong with a regular expression of a rule; null when nothing is. Beyond JavaScript's own syntax (flags `iu`), anything
 * that could take for ever on a hostile text is refused: repeated groups that hold a choice or a repetition, back references,
 * more than two repetitions without end, and bounded repetitions, options and choices that multiply into too many ways to try.
 */
export function patternProblem(pattern: string): string | null {
  if (pattern === '') return 'must not be empty';
  if (pattern.length > maxLength) return `must be at most ${maxLength} characters long`;
  try {
    compilePattern(pattern);
  } catch (error) {
    return `must be a regular expression as JavaScript takes it with the flag u (${(error as Error).message})`;
  }
  return slowness(pattern);
}

/** A rule's regular expression: letters match regardless of case, anywhere in the text unless `^` or `$` say otherwise. */
export function compilePattern(pattern: string): RegExp {
  return new RegExp(pattern, 'iu');
}

interface Group {
  risky: boolean;
}

function slowness(pattern: string): string | null {
  if (/(?<!\\)(\\\\)*\\([1-9]|k<)/.test(pattern)) return 'must not refer back to a group; it can take for ever';
  const open: Group[] = [{ risky: false }];
  let closed: Group | null = null;
  let repeats = 0;
  for (const [token] of pattern.matchAll(
    /\\.|\[(?:\\.|[^\]])*\]|\((?:\?(?:<?[=!]|:|<[^>]*>))?|[)|]|[*+?]|\{[^}]*\}|[\s\S]/gu,
  )) {
    const group = open.at(-1) as Group;
    const endless = /^[*+]$|^\{\d+,\}$/.test(token);
    if (endless && closed?.risky)
      return 'must not repeat a group that holds a choice or a repetition; it can take for ever';
    if (endless) repeats += 1;
    closed = null;
    if (token === '|' || /^[*+?{]/.test(token)) group.risky = true;
    if (token.startsWith('(')) open.push({ risky: false });
    if (token === ')') {
      closed = open.pop() as Group;
      const outer = open.at(-1) as Group;
      outer.risky ||= closed.risky;
    }
  }
  if (repeats > maxRepeats)
    return `must hold at most ${maxRepeats} repetitions without end (* or +); write several rules`;
  return patternSteps(pattern) > maxSteps
    ? 'must not repeat, or leave open, so much; there are too many ways to try it: begin it with ^, repeat less, or write several rules'
    : null;
}
