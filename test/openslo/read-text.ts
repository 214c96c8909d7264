import type { Problem } from '../../src/model/problem.ts';
import { type OpenSloOptions, readOpenSlo } from '../../src/openslo/read-openslo.ts';

/** Reads texts as the files a.yaml, b.yaml and so on. */
export function readTexts(texts: readonly string[], options: Partial<OpenSloOptions> = {}) {
  const files = texts.map((text, index) => ({ file: `${'abcdef'[index]}.yaml`, text }));
  return readOpenSlo(files, { strict: false, ...options });
}

/** Problems or warnings as `file:line:column rule path: message`; the file is left out where it is a.yaml. */
export function told(list: readonly Problem[]): readonly string[] {
  return list.map(({ file, line, column, rule, path, message }) => {
    const place = file === 'a.yaml' ? '' : `${file}:`;
    return `${place}${line}:${column} ${rule} ${path}: ${message}`;
  });
}

/** The problems of one text. */
export function problemsIn(text: string, options: Partial<OpenSloOptions> = {}): readonly string[] {
  return told(readTexts([text], options).problems);
}

/** The warnings of one text. */
export function warningsIn(text: string, options: Partial<OpenSloOptions> = {}): readonly string[] {
  return told(readTexts([text], options).warnings);
}

/** An object of a kind with a spec in flow style; the spec stands at line 4. */
export function objectText(kind: string, spec: string, metadata = '{ name: x }'): string {
  return `apiVersion: openslo/v1\nkind: ${kind}\nmetadata: ${metadata}\nspec: ${spec}\n`;
}

const query = '{ metricSource: { type: prometheus, spec: { query: q } } }';
const indicator = `{ metadata: { name: i }, spec: { ratioMetric: { good: ${query}, total: ${query} } } }`;

/** A valid SLO in eight lines, one part each from line 5: the indicator, the window, the method, the objective. */
export const sloText = `apiVersion: openslo/v1
kind: SLO
metadata: { name: x }
spec:
  service: ci
  indicator: ${indicator}
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.99 }]
`;

/** The valid SLO with some text replaced, which must be there. */
export function editedSlo(...edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the SLO does not hold ${from}`);
    return text.replace(from, to);
  }, sloText);
}

/** The same indicator over a threshold. */
export const thresholdIndicator = `{ metadata: { name: i }, spec: { thresholdMetric: ${query} } }`;

/** The indicator of the valid SLO. */
export const ratioIndicator = indicator;
