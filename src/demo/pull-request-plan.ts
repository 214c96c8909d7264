import type { DemoRepository } from './demo-repository.ts';

/** How the CI of a head commit behaves. `late` and `never` are what the first-status objective is about. */
export type AnswerStyle = 'prompt' | 'late' | 'never';

/** A head commit of a pull request. Two actions on the same head (a reopening) share one object. */
export interface PlannedHead {
  readonly sha: string;
  /** When it became the head, ms. */
  readonly from: number;
  /** When the next head came, ms; null for the last. */
  readonly replacedAt: number | null;
  /** Changed later, once, when the month's late answers are chosen. */
  answers: AnswerStyle;
}

/** An action on a pull request that asks for statuses. */
export interface PlannedChange {
  readonly action: 'opened' | 'synchronize' | 'reopened' | 'ready_for_review';
  /** ms, whole seconds. */
  readonly at: number;
  readonly head: PlannedHead;
}

/** One pull request from its opening to its end, as far as people act on it. */
export interface PullRequestPlan {
  readonly repository: DemoRepository;
  readonly number: number;
  readonly author: string;
  /** The message of its last commit, where it says more than usual. */
  readonly lastMessage?: string;
  readonly title: string;
  readonly branch: string;
  readonly fork: boolean;
  readonly draft: boolean;
  readonly authorAssociation: string;
  readonly changes: readonly [PlannedChange, ...PlannedChange[]];
  /** The heads in order of time. */
  readonly heads: readonly [PlannedHead, ...PlannedHead[]];
  /** Every close, ms; a reopening may follow the first. */
  readonly closes: readonly { readonly at: number; readonly merged: boolean }[];
}
