import { type Decision, type DecisionId, decisions } from './decisions.ts';

/** A decision with its sentence: each `{name}` becomes the value of that name; numbers are times in ms, UTC. */
export function decide(id: DecisionId, values: Readonly<Record<string, string | number>> = {}): Decision {
  const text = decisions[id].replace(/\{(\w+)\}/g, (_all, name: string) => show(values[name]));
  return { id, text };
}

function show(value: string | number | undefined): string {
  return typeof value === 'number' ? new Date(value).toISOString() : (value ?? 'unknown');
}
