import { CisloError } from '../model/error.ts';
import { formatProblem } from '../model/problem.ts';
import type { KindRuleOf, ProviderRulesOf, RulePlace, Rules, RulesData, StateRuleOf } from '../model/rules.ts';
import type { TextFile } from '../yaml/text-file.ts';
import type { Path } from '../yaml/yaml-document.ts';
import { compileRules } from './compile-rules.ts';
import { readShape } from './read-shape.ts';
import type { RuleFile } from './rule-file.ts';
import { rulesHash } from './rules-hash.ts';
import type { WrittenRules } from './rules-schema.ts';
import { lengthMs, rulesSchema } from './rules-schema.ts';

/** Rules ready to use, and as data. */
export interface LoadedRules {
  readonly rules: Rules;
  readonly rulesData: RulesData;
  /** 32 hex digits that change when any rule does; places in files and tables of tests do not change it. */
  readonly rulesHash: string;
}

/**
 * Puts the rules of a configuration before the built-in ones and compiles them. A provider named in both has its own entries
 * first and then the built-in ones; the first role given is its role. The built-in files are taken in order of name, those that
 * hold general words (GitHub's own and ordinary ones) last, whatever order they come in. Throws `bad_config_file` when a built-in file is broken.
 */
export function loadRules(builtIn: readonly TextFile[], own: RuleFile | null = null): LoadedRules {
  const shipped = builtIn.map(readBuiltIn).sort((left, right) => compareNames(left.file, right.file));
  const files = own === null ? shipped : [own, ...shipped];
  const rulesData: RulesData = {
    providers: mergeProviders(files.flatMap(providersOf)),
    kinds: files.flatMap((file) => kindRules(file, file.data.kinds, ['kinds'])),
    states: files.flatMap((file) => stateRules(file, file.data.states, ['states'])),
    expected: files.flatMap(expectedOf),
  };
  return { rules: compileRules(rulesData), rulesData, rulesHash: rulesHash(rulesData) };
}

function readBuiltIn({ file, text }: TextFile): RuleFile {
  const name = `rules/${file.split(/[/\\]/).at(-1)}`;
  const { value, placeOf, problems } = readShape({ file: name, text: withoutTables(text) }, rulesSchema);
  if (value === null)
    throw new CisloError(
      'bad_config_file',
      `a built-in rule file is broken; reinstall cislo\n${problems.map(formatProblem).join('\n')}`,
    );
  return { file: name, data: value, placeOf };
}

/**
 * Tables of tests are the largest part of the built-in files, and only tests read them. Leaving them out makes the start quick. Empty lines
 * stand in their place, so that line numbers stay right.
 */
function withoutTables(text: string): string {
  return text.replace(/^( *)tests:\n(?:\1 +\S.*\n|\n)*/gm, (table) => '\n'.repeat(table.split('\n').length - 1));
}

function compareNames(left: string, right: string): number {
  const rank = (file: string) => (['rules/github.yaml', 'rules/words.yaml'].includes(file) ? 1 : 0);
  return rank(left) - rank(right) || (left < right ? -1 : 1);
}

type ProviderData = ProviderRulesOf<string>;
type Entry = Omit<ProviderData, 'role'> & { readonly role: ProviderData['role'] | undefined };

function providersOf(file: RuleFile): readonly Entry[] {
  return (file.data.providers ?? []).map((entry, index) => {
    const path: Path = ['providers', index];
    return {
      name: entry.name,
      role: entry.role,
      place: placeOf(file, path),
      apps: lowerCase(entry.apps),
      senders: lowerCase(entry.senders),
      contexts: entry.contexts ?? [],
      texts: entry.texts ?? [],
      kinds: kindRules(file, entry.kinds, [...path, 'kinds']),
      states: stateRules(file, entry.states, [...path, 'states']),
    };
  });
}

function mergeProviders(entries: readonly Entry[]): readonly ProviderData[] {
  const merged = new Map<string, Entry>();
  for (const entry of entries) {
    const before = merged.get(entry.name);
    merged.set(entry.name, before === undefined ? entry : joined(before, entry));
  }
  return [...merged.values()].map((entry) => ({ ...entry, role: entry.role ?? 'ci' }));
}

function joined(first: Entry, second: Entry): Entry {
  return {
    name: first.name,
    role: first.role ?? second.role,
    place: first.place,
    apps: [...first.apps, ...second.apps],
    senders: [...first.senders, ...second.senders],
    contexts: [...first.contexts, ...second.contexts],
    texts: [...first.texts, ...second.texts],
    kinds: [...first.kinds, ...second.kinds],
    states: [...first.states, ...second.states],
  };
}

function expectedOf(file: RuleFile): RulesData['expected'] {
  return (file.data.expected ?? []).map(({ repository, providers }, index) => ({
    repository,
    providers,
    place: placeOf(file, ['expected', index]),
  }));
}

function kindRules(file: RuleFile, rules: WrittenRules['kinds'], path: Path): readonly KindRuleOf<string>[] {
  return (rules ?? []).map(({ name, kind, role }, index) => ({
    name,
    kind,
    role: role ?? null,
    place: placeOf(file, [...path, index]),
  }));
}

function stateRules(file: RuleFile, rules: WrittenRules['states'], path: Path): readonly StateRuleOf<string>[] {
  return (rules ?? []).map((rule, index) => ({
    text: rule.text ?? null,
    name: rule.name ?? null,
    source: rule.source ?? null,
    when: rule.when ?? null,
    steps: rule.steps ?? null,
    ran: rule.ran === undefined ? null : { fromMs: lengthMs(rule.ran.from), toMs: lengthMs(rule.ran.to) },
    state: rule.state,
    reason: rule.reason ?? null,
    place: placeOf(file, [...path, index]),
  }));
}

function placeOf({ file, placeOf: find }: RuleFile, path: Path): RulePlace {
  return { file, line: find(path).line };
}

function lowerCase(names: readonly string[] = []): readonly string[] {
  return names.map((name) => name.toLowerCase());
}
