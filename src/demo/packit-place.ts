import type { MonthScript } from './month-script.ts';
import type { CheckPlace } from './payload/check.ts';
import type { ScriptedHead } from './script-head.ts';

/** Where Packit's checks on a head stand: in a suite of their own. */
export function packitPlace(script: MonthScript, head: ScriptedHead): CheckPlace {
  return {
    repository: head.repository,
    app: 'packit-as-a-service',
    sha: head.sha,
    suiteId: script.nextId(),
    branch: head.fork ? null : head.branch,
    pullRequests: head.pullRequests,
  };
}
