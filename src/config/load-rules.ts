import { createHash } from 'node:crypto';
import { CisloError, formatProblem } from '../model/error.ts';
import type { ProviderRules, Rules } from '../model/rules.ts';
import type { TextFile } from '../slo/read-objectives.ts';
import { compilePattern } from './pattern.ts';
import { readShape } from './read-shape.ts';
import type { RulesData } from './rules-schema.ts';
import { rulesSchema } from './rules-schema.ts';

/** Rules ready to use, and a hash (32 hex digits) that changes when any of them does. */
export interface LoadedRules {
  readonly rules: Rules;
  readonly rulesHash: string;
}

/**
 * Puts the rules of a configuration before the built-in ones and compiles them. A provider named in both has its own entries
 * first and then the built-in ones. Throws `bad_config_file` when a built-in file is broken.
 */
export function loadRules(builtIn: readonly TextFile[], own: RulesData = {}): LoadedRules {
  const parts = [own, ...builtIn.map(readBuiltIn)];
  const rules: Rules = {
    providers: mergeProviders(parts.flatMap((part) => part.providers ?? [])),
    kinds: parts.flatMap((part) => part.kinds ?? []).map(({ name, kind }) => ({ name: compilePattern(name), kind })),
    expected: parts
      .flatMap((part) => part.expected ?? [])
      .map(({ repository, providers }) => ({ repository: repositoryPattern(repository), providers })),
  };
  const rulesHash = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
  return { rules, rulesHash };
}

function readBuiltIn(file: TextFile): RulesData {
  const { value, problems } = readShape(file, rulesSchema);
  if (value === null)
    throw new CisloError(
      'bad_config_file',
      `a built-in rule file is broken; reinstall cislo\n${problems.map(formatProblem).join('\n')}`,
    );
  return value;
}

function mergeProviders(entries: NonNullable<RulesData['providers']>): readonly ProviderRules[] {
  const merged = new Map<string, ProviderRules>();
  for (const entry of entries) {
    const before = merged.get(entry.name);
    merged.set(entry.name, {
      name: entry.name,
      apps: [...(before?.apps ?? []), ...(entry.apps ?? [])],
      senders: [...(before?.senders ?? []), ...(entry.senders ?? [])],
      contexts: [...(before?.contexts ?? []), ...(entry.contexts ?? []).map(compilePattern)],
      kinds: [
        ...(before?.kinds ?? []),
        ...(entry.kinds ?? []).map(({ name, kind }) => ({ name: compilePattern(name), kind })),
      ],
      states: [...(before?.states ?? []), ...(entry.states ?? []).map(stateRule)],
    });
  }
  return [...merged.values()];
}

type StateRuleData = NonNullable<NonNullable<RulesData['providers']>[number]['states']>[number];

function stateRule(rule: StateRuleData): ProviderRules['states'][number] {
  return {
    text: rule.text === undefined ? null : compilePattern(rule.text),
    name: rule.name === undefined ? null : compilePattern(rule.name),
    source: rule.source ?? null,
    when: rule.when ?? null,
    state: rule.state,
  };
}

/** `owner/*` is every repository of an owner, `*` every repository; names do not differ by case. */
function repositoryPattern(glob: string): RegExp {
  if (glob === '*') return /^/u;
  const parts = glob.split('/').map((part) => (part === '*' ? '[^/]+' : part.replace(/[.]/g, '\\$&')));
  return new RegExp(`^${parts.join('/')}$`, 'iu');
}
