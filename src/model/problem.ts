/** One problem in a file or a setting. `line` and `column` count from 1; 0 when the problem is not at a place. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where in the document: `spec.objectives[0].target`, or a variable's name. */
  readonly path: string;
  /** The rule's short name, kebab-case. */
  readonly rule: string;
  /** What is wrong, the value found, what is allowed, what to write. */
  readonly message: string;
}

/** A problem as one line: `file:line:col: message`. */
export function formatProblem(problem: Problem): string {
  const place = problem.line > 0 ? `${problem.file}:${problem.line}:${problem.column}` : problem.file;
  return `${place}: ${problem.message}`;
}
