import type { IncidentName } from '../../src/demo/incident-names.ts';

/** What an incident is allowed to change in the numbers of a month, and what it changes in every month that has it. */
export interface IncidentRow {
  readonly incident: IncidentName;
  readonly touches: readonly RegExp[];
  readonly tells: readonly string[];
}

const packit = 'packit-as-a-service';
const anyCi = `(${packit}|github-actions|jenkins)`;

function jobsOf(provider: string, kinds = 'build|test|deploy'): RegExp {
  return new RegExp(`^jobs\\.(${kinds}) ${provider}\\.(?!waiting|open\\.waiting|finished\\.unknown)`);
}

const completion = /^slos\.(build|test)-completion\./;
const dco =
  /^(jobs\.other dco\.(queued|started|finished\.(success|failure)|duration\.count)|revisions\.first status of dco\.)/;

/** A pull request of its own, answered by `provider` (a pattern; '' for none). */
function pullRequest(provider: string): readonly RegExp[] {
  return [
    dco,
    /^revisions\.(total|byAction\.opened)$/,
    /^slos\.first-status\.(good|excluded)$/,
    ...(provider === '' ? [] : [new RegExp(`^revisions\\.first status of (any|${provider})\\.`)]),
  ];
}

/** One whose CI builds as usual. */
function built(provider: string): readonly RegExp[] {
  return [...pullRequest(provider), jobsOf(provider), completion];
}

const nobodyExpected = ['revisions.nobodyExpected', 'slos.first-status.excluded'];
const answeredBefore = ['revisions.answeredBefore', 'slos.first-status.excluded'];

export const incidentTable: readonly IncidentRow[] = [
  {
    incident: 'outage',
    touches: [jobsOf(packit, 'build|test'), completion],
    tells: [`jobs.build ${packit}.finished.error`, 'slos.build-completion.bad'],
  },
  {
    incident: 'slow-week',
    touches: [
      jobsOf('jenkins', 'build|test'),
      completion,
      /^slos\.first-status\.(good|bad)$/,
      /^revisions\.(withoutStatus|first status of (any|jenkins)\.)/,
    ],
    tells: ['slos.first-status.bad', 'slos.first-status.good'],
  },
  {
    incident: 'scarce-runners',
    touches: [jobsOf('github-actions'), completion],
    tells: ['jobs.build github-actions.queued', 'slos.build-completion.bad'],
  },
  {
    incident: 'jenkins-hangs',
    touches: [jobsOf('jenkins', 'build|test'), completion],
    tells: [],
  },
  {
    incident: 'dco-bot',
    touches: [dco],
    tells: ['jobs.other dco.queued', 'revisions.first status of dco.count'],
  },
  {
    incident: 'merge-queue',
    touches: [...built('github-actions'), ...built('jenkins')],
    tells: ['jobs.build jenkins.abandoned.merge_group_destroyed', 'jobs.build github-actions.queued'],
  },
  {
    incident: 'environment-approval',
    touches: [...built('github-actions'), /^jobs\.test github-actions\.(waiting|open\.waiting)/],
    tells: [
      'jobs.test github-actions.waiting.count',
      'jobs.test github-actions.waiting.sumSeconds',
      'jobs.test github-actions.open.waiting',
      'jobs.test github-actions.finished.cancelled',
    ],
  },
  {
    incident: 'fork-approval',
    touches: built('github-actions'),
    tells: ['revisions.first status of github-actions.count', 'slos.first-status.good'],
  },
  {
    incident: 'drafts-wait',
    touches: [...built('github-actions'), /^revisions\.(nobodyExpected|byAction\.ready_for_review)$/],
    tells: [...nobodyExpected, 'slos.first-status.good'],
  },
  {
    incident: 'closed-silent',
    touches: built(`(jenkins|${packit})`),
    tells: ['slos.build-completion.excluded', 'slos.first-status.good'],
  },
  {
    incident: 'packit-retrigger',
    touches: built(packit),
    tells: [`jobs.build ${packit}.abandoned.retriggered`, `jobs.build ${packit}.superseded`],
  },
  {
    incident: 'bot-pull-request',
    touches: [...pullRequest(''), /^revisions\.nobodyExpected$/],
    tells: nobodyExpected,
  },
  {
    incident: 'skip-ci',
    touches: [...built(anyCi), /^revisions\.(nobodyExpected|byAction\.synchronize)$/],
    tells: nobodyExpected,
  },
  {
    incident: 'reopened',
    touches: [...built(anyCi), /^revisions\.(answeredBefore|byAction\.reopened)$/],
    tells: answeredBefore,
  },
  {
    incident: 'shared-commit',
    touches: [...built(anyCi), /^revisions\.answeredBefore$/],
    tells: answeredBefore,
  },
  {
    incident: 'docs-without-ci',
    touches: [...pullRequest(''), /^revisions\.nobodyExpected$/],
    tells: nobodyExpected,
  },
  {
    incident: 'lost-end',
    touches: [...built('github-actions'), /^jobs\.test github-actions\.finished\.unknown$/],
    tells: ['jobs.test github-actions.finished.unknown', 'slos.test-completion.excluded'],
  },
  {
    incident: 'runner-lost',
    touches: built('github-actions'),
    tells: ['jobs.test github-actions.finished.error', 'slos.test-completion.bad'],
  },
  {
    incident: 'six-hours',
    touches: built('github-actions'),
    tells: ['jobs.test github-actions.finished.error', 'slos.test-completion.bad'],
  },
  {
    incident: 'branch-deleted',
    touches: [jobsOf(packit, 'build'), /^slos\.build-completion\.excluded$/],
    tells: [`jobs.build ${packit}.abandoned.branch_deleted`, 'slos.build-completion.excluded'],
  },
];
