import { isoSecond } from '../iso-second.ts';
import { accountPayload } from './account.ts';
import { surroundings } from './repository.ts';
import { type WorkflowPlace, workflowRunPayload } from './workflow.ts';

/** What a review of a deployment says. `at` in ms. */
export interface ReviewWords {
  readonly action: 'requested' | 'approved' | 'rejected';
  readonly at: number;
  readonly job: string;
  readonly environment: string;
}

/** The body of a `deployment_review` delivery. https://docs.github.com/en/webhooks/webhook-events-and-payloads#deployment_review */
export function deploymentReviewPayload(place: WorkflowPlace, words: ReviewWords): object {
  const { action, at, job, environment } = words;
  const run = workflowRunPayload(place, 'in_progress', at, null).workflow_run;
  const team = { name: 'release', id: 4_711, slug: 'release', privacy: 'closed', permission: 'pull', parent: null };
  const person = accountPayload('oconnor', 'User');
  const told = { name: job, status: 'waiting', conclusion: null, created_at: isoSecond(at), environment };
  return {
    action,
    workflow_run: { ...run, status: action === 'requested' ? 'waiting' : 'queued' },
    since: isoSecond(at),
    ...(action === 'requested'
      ? {
          workflow_job_run: told,
          environment,
          reviewers: [{ type: 'Team', reviewer: team }],
          requestor: accountPayload(place.actor, 'User'),
        }
      : { workflow_job_runs: [told], approver: person, comment: '', reviewers: [{ type: 'User', reviewer: person }] }),
    ...surroundings(place.repository, action === 'requested' ? accountPayload(place.actor, 'User') : person),
  };
}
