import { packitPlace } from '../packit-place.ts';
import { buildSteps } from '../packit-steps.ts';
import { branchDeletedPayload } from '../payload/branch-deleted.ts';
import { pushPayload } from '../payload/push.ts';
import { plainPullRequest } from '../plain-pull-request.ts';
import { branchHead } from '../script-head.ts';
import { playPackitCheck } from '../script-packit-check.ts';
import type { Scene } from './scene.ts';

/** Somebody tries something on a branch and deletes it while it is built; Packit does not speak of it again. */
export const branchDeleted: Scene = {
  incident: 'branch-deleted',
  times: 3,
  // No pull request is ever opened, so the bot that looks at them has nothing to say.
  where: ({ providers, dco }) => providers.length === 1 && providers[0] === 'packit-as-a-service' && !dco,
  plan: (random, repository, at, nextNumber) => [plainPullRequest(random, { repository, number: nextNumber(), at })],
  script({ script, random, plan }) {
    const { repository, author, branch } = plan;
    const { sha, from } = plan.heads[0];
    const deletedAt = from + random.between(600, 2_400) * 1000;
    script.say('push', from, () => pushPayload(repository, { branch, sha, author, at: from }));
    script.say('delete', deletedAt, () => branchDeletedPayload(repository, branch, author));
    const head = branchHead(plan, 'push', branch, sha, from, [{ at: deletedAt, by: 'branch_deleted' }]);
    const steps = buildSteps(random, from + 4000, 'stuck');
    const job = { name: `rpm-build:${branch}:fedora-rawhide-x86_64`, kind: 'build' as const, steps };
    playPackitCheck(script, head, packitPlace(script, head), job, Number.POSITIVE_INFINITY);
  },
};
