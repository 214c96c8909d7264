import type { Problem } from '../model/problem.ts';
import { showValue } from '../yaml/show-value.ts';
import type { Setting } from './settings.ts';
import { settings } from './settings.ts';

/** Environment variables as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a setting: what was given, else its default, else null. */
export type SettingValue = (name: string) => string | null;

/** Checks every setting. An empty variable counts as not set, except for secrets: an empty secret is a mistake. */
export function readEnvironment(environment: Environment): {
  readonly value: SettingValue;
  readonly problems: readonly Problem[];
} {
  const values = new Map<string, string | null>();
  const problems: Problem[] = [];
  for (const setting of settings satisfies readonly Setting[]) {
    const given = environment[setting.name];
    const set = given !== undefined && (given !== '' || setting.secret);
    const wrong = set && !setting.isAllowed(given);
    if (wrong)
      problems.push(
        settingProblem(
          setting.name,
          `must be ${setting.allowed}, got ${setting.secret ? hidden(given) : showValue(given)}`,
        ),
      );
    values.set(setting.name, set && !wrong ? given : setting.fallback);
  }
  return { value: (name) => values.get(name) ?? null, problems };
}

/** A problem with a variable: `PORT must be …`. */
export function settingProblem(name: string, message: string): Problem {
  return { file: 'environment', line: 0, column: 0, path: name, rule: 'setting', message: `${name} ${message}` };
}

function hidden(value: string): string {
  return value === '' ? 'nothing' : 'something else (not shown)';
}
