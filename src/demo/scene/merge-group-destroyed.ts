import { mergeGroupBranch, mergeGroupPayload } from '../payload/merge-group.ts';
import { plainPullRequest } from '../plain-pull-request.ts';
import { scriptAnswers } from '../script-answers.ts';
import { branchHead, pullRequestHead } from '../script-head.ts';
import { scriptPeople } from '../script-people.ts';
import { playSilentJenkins } from './play-silent-jenkins.ts';
import type { Scene } from './scene.ts';

/** Somebody takes a pull request out of the merge queue while Jenkins builds its group; Jenkins drops the build without a word. */
export const mergeGroupDestroyed: Scene = {
  incident: 'merge-queue',
  times: 1,
  where: ({ mergeQueue, providers }) => mergeQueue && providers.includes('jenkins'),
  plan: (random, repository, at, nextNumber) => [plainPullRequest(random, { repository, number: nextNumber(), at })],
  script({ script, random, plan, incidents }) {
    scriptPeople(script, random.child('people'), plan);
    scriptAnswers(script, random.child('ci'), pullRequestHead(plan, plan.heads[0]), incidents);

    const { repository, number, author } = plan;
    const sha = random.hex(40);
    const queuedAt = plan.heads[0].from + random.between(3 * 3600, 9 * 3600) * 1000;
    const destroyedAt = queuedAt + random.between(180, 900) * 1000;
    const group = { repository, sha, pullRequest: number, actor: author, queuedAt };
    script.say('merge_group', queuedAt, () => mergeGroupPayload(group, null));
    script.say('merge_group', destroyedAt, () => mergeGroupPayload(group, 'dequeued'));
    const endings = [{ at: destroyedAt, by: 'merge_group_destroyed' as const }];
    playSilentJenkins(script, branchHead(plan, 'merge_group', mergeGroupBranch(number), sha, queuedAt, endings));
  },
};
