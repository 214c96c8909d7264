import type { DemoRepository } from '../demo-repository.ts';
import type { IncidentName } from '../incident-names.ts';
import type { Incidents } from '../incidents.ts';
import type { MonthScript } from '../month-script.ts';
import type { PullRequestPlan } from '../pull-request-plan.ts';
import type { Random } from '../random.ts';

/** Something that happens a few times in the month, on pull requests of its own. */
export interface Scene {
  readonly incident: IncidentName;
  /** How often in a month of 60,000 deliveries; in proportion in others, but once at least. */
  readonly times: number;
  /** The repository it happens in, or which ones it may happen in. */
  readonly where: DemoRepository | ((repository: DemoRepository) => boolean);
  /** It begins so long before the end of the month, in hours; absent: any time that leaves it two days to play. */
  readonly hoursBeforeEnd?: readonly [from: number, to: number];
  /** The pull requests it needs, opened at `at` (ms) or later. Their numbers come from `nextNumber`. */
  plan(random: Random, repository: DemoRepository, at: number, nextNumber: () => number): readonly PullRequestPlan[];
  /** Says what GitHub sends, and what is true. `plan` is the first of what was planned, `plans` all. */
  script(stage: Stage): void;
}

/** What a scene is played on. */
export interface Stage {
  readonly script: MonthScript;
  readonly random: Random;
  readonly plan: PullRequestPlan;
  readonly plans: readonly PullRequestPlan[];
  readonly incidents: Incidents;
}
