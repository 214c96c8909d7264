/** A query over a window as counters, if it can be said so. */
export interface CounterQuery {
  readonly query: string;
  /** Whether each series counts for itself, so that a restart of one is seen. */
  readonly exact: boolean;
}

const rate = /\b(?:rate|increase)\(\s*((?:[^()[\]"']|"(?:[^"\\]|\\.)*")+)\[\s*\{\{\s*\.window\s*\}\}\s*\]\s*\)/g;
const counted = /\{\{\s*\.window\s*\}\}/;

/**
 * A query of Sloth, whose `{{.window}}` stands for any range (https://sloth.dev/usage/slis/), as the counters behind it: `rate(x[{{.window}}])`
 * becomes `x`, and a `sum` around it all is left out, because cislo adds the series up itself. Null where another function uses the window.
 */
export function counterQuery(written: string): CounterQuery | null {
  const text = written.trim().replace(/\s*\n\s*/g, ' ');
  const counters = text.replace(rate, (_all, selector: string) => selector.trim());
  if (counted.test(counters) || counters === text) return null;
  const alone = /^sum\(\s*((?:[^()"']|"(?:[^"\\]|\\.)*")+)\)$/.exec(counters)?.[1]?.trim();
  if (alone !== undefined && !/[-+*/]/.test(alone.replace(/"(?:[^"\\]|\\.)*"/g, '')))
    return { query: alone, exact: true };
  return { query: counters, exact: /^[^()]+$/.test(counters.replace(/"(?:[^"\\]|\\.)*"/g, '')) };
}
