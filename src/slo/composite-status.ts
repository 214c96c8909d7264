import { addCounts } from '../budget/budget-sums.ts';
import type { Minute } from '../budget/minute.ts';
import type { CompositeMemberData, Counts, Objective } from '../model/objective.ts';
import { windowLengthMs } from '../time/window-bounds.ts';
import { compositeAnswer, compositeMinutes } from './composite-answer.ts';
import { type ComputedStatus, computeStatus, describeAnswer, type StatusCounts } from './compute-status.ts';
import { statusQuestion } from './status-question.ts';
import { statusSteps } from './status-windows.ts';

/** A member of a composite with what was counted for it and how it stands. */
export interface ReadMember {
  readonly member: CompositeMemberData;
  readonly counts: StatusCounts;
  readonly computed: ComputedStatus;
}

const none: Counts = { good: 0, bad: 0, excluded: 0 };

/** How a composite stands, from its members. Its counts of events are the sums of theirs. */
export function compositeStatus(objective: Objective, members: readonly ReadMember[], now: number): ComputedStatus {
  const question = statusQuestion(objective, now);
  const { method, target } = question;
  const pending = members.reduce((sum, { counts }) => sum + counts.pending, 0);
  const windows = Object.fromEntries(
    Object.keys(question.burn).map((name) => [
      name,
      members.map(({ computed }) => computed.windows[name] as Counts).reduce(addCounts, none),
    ]),
  );
  const facts = { pending, source: null, windows };
  const answer =
    method.type === 'timeslices'
      ? slicesAnswer(objective, members, now)
      : compositeAnswer(
          method.type,
          members.map(({ member, computed }) => ({ member, answer: computed.answer })),
          target,
          windowLengthMs(objective.window, now),
        );
  const told = describeAnswer(question, answer, facts, now);
  return {
    ...told,
    status: {
      ...told.status,
      composite: {
        members: members.map(({ member, computed: { status } }) => ({
          display_name: status.display_name,
          weight: Number(member.weightDecimal),
          target: status.target,
          good: status.good,
          bad: status.bad,
          sli: status.sli,
          burn_rates: status.burn_rates,
          budget_remaining_ratio: status.budget_remaining_ratio,
        })),
      },
    },
  };
}

/** By time slices: the answer over the slices of all members, with the events of all of them. */
function slicesAnswer(objective: Objective, members: readonly ReadMember[], now: number): ComputedStatus['answer'] {
  const question = statusQuestion(objective, now);
  const wanted = statusSteps(question);
  const stepsOf = new Map(members.map(({ member, counts }) => [member.objective.name, counts.steps]));
  /* v8 ignore next -- @preserve: time slices always have steps */
  const bounds = wanted ?? question.slo;
  const steps = compositeMinutes(
    members.map(({ member }) => member),
    (name) => stepsOf.get(name) as readonly Minute[],
    bounds,
  );
  const { answer } = computeStatus(question, { windows: [], steps, pending: 0 }, now);
  return { ...answer, events: members.map(({ computed }) => computed.answer.events).reduce(addCounts, none) };
}
