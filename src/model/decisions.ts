/**
 * Everything that cislo decides about a run, a revision or a verdict by itself, beyond what a rule's line says: a stable id and one plain
 * sentence. docs/explain.md has a heading for each id. `{…}` stands for what is known of the case at hand.
 */
export const decisions = {
  // Where a run begins, and what belongs to it.
  after_end: 'The run of this job before it had ended, so the next report is the first of a new run.',
  begun_again: 'The system began the job anew without a word about the run before it, so this is a new run.',
  pushed_again: 'The commit became a head again after another one at {at}, so what was reported since is a new run.',
  repeated: 'The same end was told {count} more: repeats change nothing.',
  person_over_result: "A person's word over a result of a machine is no execution and changes nothing.",
  copied:
    'Job {ids} of a later attempt is a copy of this one that GitHub made when others were run again: it is no run.',
  placeholder: 'Job {ids} of the same name and attempt never ran: it was a placeholder and is no run.',
  job_over_check: 'What the job itself says of its end goes before what its check run says.',
  only_an_end: 'Only its end was reported, so it has no durations.',
  // How it ended.
  no_conclusion:
    'An end without a conclusion is no end where one with a conclusion is known, or more comes after it. Here neither is so: skipped, 12 h after it was queued at the earliest.',
  end_lost: 'Its attempt of the workflow run ended at {at} and nobody told how this job did: its state is unknown.',
  dismissed: "A person's word stands where the machine never told an end: skipped.",
  stays_started: 'A run that has started stays started, whatever open state is reported later.',
  // Waiting for a person.
  waits: 'It waits for a person since {at}. Until that ends it is neither late nor counted.',
  waited: 'It waited {for} for a person. Its clock runs from the end of the wait, {at}.',
  refused:
    'It waited for a person and ended without a runner and without a step of its own: it was refused, so it is cancelled.',
  wait_given_up: 'It waited for a person until nobody would let it go on any more, at {at}: cancelled.',
  // Nobody waits for it any more.
  new_head: 'Its commit was replaced as the head, so nobody waited for it any more from {at}.',
  retriggered: 'The system began the job anew, so nobody waited for this run any more from {at}.',
  closed: 'Its pull request was closed, so nobody waited for it any more from {at}.',
  merge_group_destroyed: 'Its merge group was destroyed, so nobody waited for it any more from {at}.',
  branch_deleted: 'Its branch was deleted, so nobody waited for it any more from {at}.',
  repository_deleted: 'Its repository was deleted, so nobody waited for it any more from {at}.',
  repository_archived: 'Its repository was archived, so nobody waited for it any more from {at}.',
  app_removed: 'The App was removed from its repository, so nobody waited for it any more from {at}.',
  // Who owes a revision an answer, and what is one.
  owed: 'An answer was owed by {providers}.',
  nobody_owes: 'Nobody owes it an answer.',
  skips_ci: "The commit's message asks CI not to run, so nobody owes it an answer.",
  actions_on_itself: 'GitHub starts no workflows for what Actions itself did, so github-actions owes it no answer.',
  drafts_apart:
    'Who answered drafts says nothing of what is ready, and the other way round: only revisions of the same sort are looked at.',
  answered: '{provider} answered first, at {at}.',
  answered_early: 'The answer is up to 5 s older than the change: two clocks tell of one moment, so it counts as 0 s.',
  not_answered: 'No report that counts came after the change.',
  nobody_expected: 'Nobody owed it an answer and nobody gave one.',
  answered_before: 'The commit had been reported on before the change, and nothing new was said after it.',
  asked_again:
    'The same commit asked again at {at}. Where nobody owes an answer, what is reported since is an answer to that.',
  superseded: 'Another commit replaced it at {at}.',
  pull_request_closed: 'The pull request was closed at {at}.',
  // What an objective says.
  resolved_good: 'It has its result at {until}, in time, and the result is good.',
  resolved_bad: 'It has its result at {until}, in time, but the result is not good.',
  resolved_excluded: 'It has its result at {until}, in time; the result is not good, but it is left out.',
  late_bad: 'It had no result at its deadline, {deadline}.',
  late_excluded: 'It had no result at its deadline, {deadline}, but it is left out.',
  not_yet: 'It has no result, and its deadline, {deadline}, is not over.',
  no_deadline: 'It has no result yet, and there is no deadline.',
} as const satisfies Readonly<Record<string, string>>;

export type DecisionId = keyof typeof decisions;

/** A decision about one case. */
export interface Decision {
  readonly id: DecisionId;
  /** The sentence, with what is known of the case. */
  readonly text: string;
}
