import { packitPlace } from '../packit-place.ts';
import { buildSteps, testSteps } from '../packit-steps.ts';
import { plainPullRequest } from '../plain-pull-request.ts';
import { pullRequestHead } from '../script-head.ts';
import { playPackitCheck } from '../script-packit-check.ts';
import { scriptPeople } from '../script-people.ts';
import { playSilentJenkins } from './play-silent-jenkins.ts';
import type { Scene } from './scene.ts';

const minuteMs = 60_000;

/** A pull request is merged or closed while its build runs; the CI never says how that ended. */
export const closedSilent: Scene = {
  incident: 'closed-silent',
  times: 6,
  where: ({ providers }) => providers.length === 1 && providers[0] !== 'github-actions',
  plan(random, repository, at, nextNumber) {
    const course = { closedAfter: random.between(8, 30) * minuteMs, merged: random.chance(0.5) };
    return [plainPullRequest(random, { repository, number: nextNumber(), at }, course)];
  },
  script({ script, random, plan }) {
    scriptPeople(script, random.child('people'), plan);
    const head = pullRequestHead(plan, plan.heads[0]);
    if (plan.repository.providers[0] === 'jenkins') {
      playSilentJenkins(script, head);
      return;
    }
    const place = packitPlace(script, head);
    const at = head.from + 4000;
    const target = 'fedora-rawhide-x86_64';
    const build = { name: `rpm-build:${target}`, kind: 'build' as const, steps: buildSteps(random, at, 'stuck') };
    const test = {
      name: `testing-farm:${target}`,
      kind: 'test' as const,
      steps: testSteps(random, at + 1000, 'stuck', null),
    };
    for (const job of [build, test]) playPackitCheck(script, head, place, job, Number.POSITIVE_INFINITY);
  },
};
