import type { Rules } from '../model/rules.ts';
import { resolveKind } from '../track/rules/resolve-kind.ts';
import { resolveProvider } from '../track/rules/resolve-provider.ts';
import { resolveState } from '../track/rules/resolve-state.ts';
import { reportedObservation } from './reported-observation.ts';
import type { RuleFile } from './rule-file.ts';
import type { RuleTest } from './rule-tests-schema.ts';

/** One thing that a row wants and the rules do not give. `got` is null where they give nothing. */
export interface RowDifference {
  readonly field: keyof RuleTest['is'];
  readonly wanted: string;
  readonly got: string | null;
}

/** What came of one row of a table. */
export interface CheckedRow {
  readonly file: string;
  readonly line: number;
  /** The job's name and what was reported of it, for people. */
  readonly row: string;
  /** Empty when the row holds. */
  readonly differences: readonly RowDifference[];
}

/** Puts every row of a file's tables to the rules, in order of the file. Empty when the file has no table. */
export function checkRuleTests({ file, data, placeOf }: RuleFile, rules: Rules): readonly CheckedRow[] {
  const tables = [
    ...(data.providers ?? []).map(({ tests }, index) => ({ path: ['providers', index, 'tests'], tests })),
    { path: ['tests'], tests: data.tests },
  ];
  return tables
    .flatMap(({ path, tests = [] }) =>
      tests.map((test, index) => ({
        file,
        line: placeOf([...path, index]).line,
        row: describe(test),
        differences: differencesOf(test, rules),
      })),
    )
    .sort((left, right) => left.line - right.line);
}

function describe({ name, says, text }: RuleTest): string {
  return `${name} ${says}${text === undefined ? '' : ` ${JSON.stringify(text)}`}`;
}

function differencesOf(test: RuleTest, rules: Rules): readonly RowDifference[] {
  const observation = reportedObservation(test);
  const provider = resolveProvider(observation, rules).name;
  const { kind, role } = resolveKind(provider, test.name, rules);
  const { state, errorReason } = resolveState(observation, provider, rules);
  const got = { provider, role, kind, state, reason: errorReason };
  return (['provider', 'role', 'kind', 'state', 'reason'] as const).flatMap((field) => {
    const wanted = test.is[field];
    return wanted === undefined || wanted === got[field] ? [] : [{ field, wanted, got: got[field] }];
  });
}
