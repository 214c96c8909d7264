import { packitPlace } from '../packit-place.ts';
import { buildSteps } from '../packit-steps.ts';
import { plainPullRequest } from '../plain-pull-request.ts';
import { pullRequestHead } from '../script-head.ts';
import { playPackitCheck } from '../script-packit-check.ts';
import { scriptPeople } from '../script-people.ts';
import type { Scene } from './scene.ts';

/** Somebody asks for the build again while it runs: Packit accepts the task once more and never speaks of the first build again. */
export const packitRetrigger: Scene = {
  incident: 'packit-retrigger',
  times: 5,
  where: ({ providers }) => providers.length === 1 && providers[0] === 'packit-as-a-service',
  plan: (random, repository, at, nextNumber) => [plainPullRequest(random, { repository, number: nextNumber(), at })],
  script({ script, random, plan }) {
    scriptPeople(script, random.child('people'), plan);
    const head = pullRequestHead(plan, plan.heads[0]);
    const place = packitPlace(script, head);
    const job = { name: 'rpm-build:fedora-rawhide-x86_64', kind: 'build' as const };
    const first = buildSteps(random.child('first'), head.from + 4000, 'stuck');
    const againAt = Math.max(...first.map(({ at }) => at)) + random.between(240, 1200) * 1000;
    const endings = [{ at: againAt, by: 'retriggered' as const }];
    playPackitCheck(script, head, place, { ...job, steps: first, endings }, Number.POSITIVE_INFINITY);
    const second = buildSteps(random.child('second'), againAt, 'success');
    playPackitCheck(script, head, place, { ...job, steps: second }, Number.POSITIVE_INFINITY);
  },
};
