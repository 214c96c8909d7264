import { compileRules } from '../config/compile-rules.ts';
import { type Deployment, ownVersions } from '../generation/deployment.ts';
import { workReader } from '../generation/work.ts';
import type { Db } from '../store/database.ts';
import type { Definitions } from './definitions.ts';

/**
 * Makes a reader of the rules and objectives that the current rows and verdicts of a database are made with. It gives `own` when nothing
 * was deployed yet, and when another version of cislo makes the rows.
 */
export function definitionsReader(db: Db, own: Deployment): () => Promise<Definitions> {
  const readWork = workReader(ownVersions);
  const fallback = { objectives: own.objectives, rules: compileRules(own.rules), graceMs: own.graceMs };
  return async () => {
    const { live, deployment, folds } = await readWork(db);
    const current = live.folds.find(({ state }) => state === 'current');
    const fold = folds.find(({ id }) => id === current?.id);
    if (deployment === null) return fallback;
    return {
      objectives: deployment.objectives,
      rules: fold?.rules ?? fallback.rules,
      graceMs: deployment.graceMs,
    };
  };
}
