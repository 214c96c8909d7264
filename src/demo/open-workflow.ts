import type { MonthScript } from './month-script.ts';
import { checkSuitePayload } from './payload/check.ts';
import type { JobPlace } from './script-actions-job.ts';
import type { ScriptedHead } from './script-head.ts';

/** GitHub makes the first attempt of a workflow run on a head at `createdAt` (ms), and the suite of its checks. */
export function openWorkflow(script: MonthScript, head: ScriptedHead, createdAt: number): JobPlace {
  const { repository, sha, branch, event, actor, pullRequests } = head;
  const runId = script.nextId();
  const suiteId = script.nextId();
  const check = {
    repository,
    app: 'github-actions' as const,
    sha,
    suiteId,
    branch: head.fork ? null : branch,
    pullRequests,
  };
  script.say('check_suite', head.from, () =>
    checkSuitePayload(check, 'requested', { at: head.from, conclusion: null, checkRuns: 0 }),
  );
  const workflow = {
    repository,
    workflow: 'CI',
    runId,
    runNumber: runId % 10_000,
    attempt: 1,
    suiteId,
    sha,
    branch,
    event,
    actor,
    pullRequests,
    createdAt,
    runStartedAt: createdAt,
  };
  return { workflow, check };
}
