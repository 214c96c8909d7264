import { createHash } from 'node:crypto';
import { rulesHash } from '../config/rules-hash.ts';
import type { Objective } from '../model/objective.ts';
import type { RulesData } from '../model/rules.ts';
import { judgeVersion } from '../slo/judge-version.ts';
import { foldVersion } from '../track/fold-version.ts';

/** Which rows and verdicts a program makes. A program writes for a generation only when it makes the same. */
export interface Versions {
  /** `foldVersion` of this program, unless a test says otherwise. */
  readonly fold: number;
  /** `judgeVersion` of this program, unless a test says otherwise. */
  readonly judge: number;
}

/** Of this program. */
export const ownVersions: Versions = { fold: foldVersion, judge: judgeVersion };

/** Everything that decides numbers, as plain data. It is written to the database when it is deployed. */
export interface Deployment {
  readonly versions: Versions;
  readonly rules: RulesData;
  /** In their order. */
  readonly objectives: readonly Objective[];
  /** How long after a deadline an event without a result waits before it is judged; ms, 0 or more. */
  readonly graceMs: number;
}

/** 32 hex digits that change when anything does that a number, a target or a name depends on. Places in files do not matter. */
export function deploymentHash({ versions, rules, objectives, graceMs }: Deployment): string {
  const meaning = {
    versions: [versions.fold, versions.judge],
    rules: rulesHash(rules),
    objectives: objectives.map(
      ({ conditions: _texts, file: _file, document: _told, indicator: _meant, ...rest }) => rest,
    ),
    graceMs,
  };
  return createHash('sha256').update(JSON.stringify(meaning)).digest('hex').slice(0, 32);
}
