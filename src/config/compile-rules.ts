import type { KindRule, KindRuleOf, Rules, RulesData, StateRule, StateRuleOf } from '../model/rules.ts';
import { compilePattern } from './pattern.ts';

/** Makes rules ready to use of rules as data, whether they were just loaded or stored before. The data has been checked. */
export function compileRules(data: RulesData): Rules {
  return {
    providers: data.providers.map(({ contexts, texts, kinds, states, ...provider }) => ({
      ...provider,
      contexts: contexts.map(compilePattern),
      texts: texts.map(compilePattern),
      kinds: kinds.map(compileKind),
      states: states.map(compileState),
    })),
    kinds: data.kinds.map(compileKind),
    states: data.states.map(compileState),
    expected: data.expected.map(({ repository, ...rest }) => ({ ...rest, repository: repositoryPattern(repository) })),
  };
}

function compileKind({ name, ...rest }: KindRuleOf<string>): KindRule {
  return { ...rest, name: compilePattern(name) };
}

function compileState({ text, name, ...rest }: StateRuleOf<string>): StateRule {
  const optional = (pattern: string | null): RegExp | null => (pattern === null ? null : compilePattern(pattern));
  return { ...rest, text: optional(text), name: optional(name) };
}

/** `owner/*` is every repository of an owner, `*` every repository; names do not differ by case. */
function repositoryPattern(glob: string): RegExp {
  if (glob === '*') return /^/u;
  const parts = glob.split('/').map((part) => (part === '*' ? '[^/]+' : part.replace(/[.]/g, '\\$&')));
  return new RegExp(`^${parts.join('/')}$`, 'iu');
}
