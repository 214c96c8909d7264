/**
 * What happens in the month beside the ordinary traffic. Each can be left out, and nothing else changes: every part of the month draws
 * from a stream of its own.
 */
export const incidentNames = [
  /** Packit's build service is down for three hours. */
  'outage',
  /** For a week Jenkins answers some changes late, and two never. */
  'slow-week',
  /** One job asks for a runner label that hardly any runner has. */
  'scarce-runners',
  /** Now and then a Jenkins build never finishes. */
  'jenkins-hangs',
  /** A bot checks the sign-off of each commit at once, whatever the CI does. */
  'dco-bot',
  /** Some repositories merge through a queue; once a group is destroyed while its build runs. */
  'merge-queue',
  /** Actions jobs wait for a person: approved, refused, and one that still waits. */
  'environment-approval',
  /** Nobody has allowed the workflow of a fork yet. */
  'fork-approval',
  /** A repository whose CI waits until a draft is ready for review. */
  'drafts-wait',
  /** A pull request is merged or closed while a build runs, and the CI goes silent. */
  'closed-silent',
  /** Somebody starts a Packit build anew while the first runs. */
  'packit-retrigger',
  /** The workflow's own token opens a pull request, which starts no workflow. */
  'bot-pull-request',
  /** A commit message asks CI not to run. */
  'skip-ci',
  /** A pull request is re-opened on a commit that was built before. */
  'reopened',
  /** A second pull request has a commit that was built for the first. */
  'shared-commit',
  /** A repository that has no CI. */
  'docs-without-ci',
  /** GitHub never tells the end of a job whose workflow run has completed. */
  'lost-end',
  /** A runner disappears in the middle of a job. */
  'runner-lost',
  /** Actions ends a job after six hours. */
  'six-hours',
  /** A branch is deleted while its build runs. */
  'branch-deleted',
] as const;

export type IncidentName = (typeof incidentNames)[number];
