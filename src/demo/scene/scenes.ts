import type { DemoRepository } from '../demo-repository.ts';
import { docsRepository } from '../special-repositories.ts';
import { actionsMishap } from './actions-mishap.ts';
import { branchDeleted } from './branch-deleted.ts';
import { closedSilent } from './closed-silent.ts';
import { draftsWait } from './drafts-wait.ts';
import { environmentApproval } from './environment-approval.ts';
import { forkApproval } from './fork-approval.ts';
import { mergeGroupDestroyed } from './merge-group-destroyed.ts';
import { packitRetrigger } from './packit-retrigger.ts';
import type { Scene } from './scene.ts';
import { sharedCommit } from './second-pull-request.ts';
import { unanswered } from './unanswered.ts';

const hourMs = 3_600_000;

const hasQuickCi = ({ providers, badRunnerLabel }: DemoRepository): boolean => providers.length > 0 && !badRunnerLabel;
const hasOnlyActions = ({ providers }: DemoRepository): boolean =>
  providers.length === 1 && providers[0] === 'github-actions';

/** Everything that happens a few times a month beside the ordinary pull requests. */
export const scenes: readonly Scene[] = [
  environmentApproval('approved', 4),
  environmentApproval('rejected', 2),
  environmentApproval(null, 1),
  forkApproval,
  draftsWait('ready', 5),
  draftsWait('draft', 3),
  draftsWait('plain', 2),
  mergeGroupDestroyed,
  closedSilent,
  packitRetrigger,
  unanswered(
    { incident: 'bot-pull-request', times: 4, where: hasOnlyActions },
    () => ({ author: 'github-actions[bot]' }),
    false,
  ),
  unanswered(
    { incident: 'skip-ci', times: 4, where: hasQuickCi },
    (random) => ({ pushedAfter: random.between(16, 30) * hourMs, lastMessage: 'Fix a typo in the notes [skip ci]' }),
    true,
  ),
  unanswered(
    { incident: 'reopened', times: 6, where: hasQuickCi },
    (random) => ({ closedAfter: 17 * hourMs, reopenedAfter: random.between(18, 48) * hourMs }),
    true,
  ),
  unanswered(
    { incident: 'docs-without-ci', times: 8, where: docsRepository },
    (random) => (random.chance(0.5) ? { closedAfter: random.between(2, 30) * hourMs, merged: true } : {}),
    false,
  ),
  sharedCommit,
  actionsMishap('lost-end', 3),
  actionsMishap('runner-lost', 3),
  actionsMishap('six-hours', 2),
  branchDeleted,
];
