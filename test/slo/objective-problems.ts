import { expect } from 'vitest';
import { compileIndicator } from '../../src/slo/compile-indicator.ts';
import { readObjectives } from '../../src/slo/read-objectives.ts';
import { textOf } from './built-in-objective.ts';

export const builtIn = textOf('slos/build-completion.yaml');

/** The built-in build objective with some text replaced. */
export function edited(...replacements: readonly (readonly [from: string, to: string])[]): string {
  return replacements.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, builtIn);
}

export function read(text: string, strict = false) {
  return readObjectives([{ file: 'x.yaml', text }], { strict });
}

/** The conditions of the one objective in a text, as functions. */
export function compiled(text: string) {
  const [objective] = read(text).objectives;
  if (objective === undefined) throw new Error(problemsOf(text).join('\n'));
  return compileIndicator(objective.indicator);
}

/** Problems as `line:column rule path: message`. */
export function problemsOf(text: string, strict = false): readonly string[] {
  return read(text, strict).problems.map(
    ({ line, column, rule, path, message }) => `${line}:${column} ${rule} ${path}: ${message}`,
  );
}
