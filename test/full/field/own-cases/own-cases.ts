import type { FieldCase } from '../support/field-case.ts';
import { answersAndQuestions } from './answers-and-questions.ts';
import { endsOfActionsJobs } from './ends-of-actions-jobs.ts';
import { gatesAndReviews } from './gates-and-reviews.ts';
import { jobsOfAWorkflowRun } from './jobs-of-a-workflow-run.ts';
import { nobodyWaitsAnyMore } from './nobody-waits-any-more.ts';
import { oneRunOrTwo } from './one-run-or-two.ts';
import { toFieldCase } from './own-case.ts';
import { textsOfCheckSystems } from './texts-of-check-systems.ts';
import { textsOfStatusSystems } from './texts-of-status-systems.ts';
import { waitingForAPerson } from './waiting-for-a-person.ts';
import { whoOwesAnAnswer } from './who-owes-an-answer.ts';

/** Every case of our own. */
export const ownCases: readonly FieldCase[] = [
  textsOfStatusSystems,
  textsOfCheckSystems,
  gatesAndReviews,
  waitingForAPerson,
  endsOfActionsJobs,
  jobsOfAWorkflowRun,
  whoOwesAnAnswer,
  answersAndQuestions,
  nobodyWaitsAnyMore,
  oneRunOrTwo,
]
  .flat()
  .map(toFieldCase);
