import type { JourneyIndicator } from '../../src/model/objective.ts';
import { conditionOf } from './objectives.ts';

const minute = 60_000;

/** Push → first status → build → test, of an hour. */
export function journeyOfRevisions(changes: Partial<JourneyIndicator> = {}): JourneyIndicator {
  const isEnd = conditionOf("state in ('success', 'failure')", 'job-run');
  return {
    eventType: 'measured',
    type: 'journey',
    of: 'revision',
    correlate: null,
    where: conditionOf("provider = 'any'", 'revision'),
    exclude: conditionOf('nobody_expected', 'revision'),
    steps: [
      {
        name: 'status',
        event: 'revision',
        where: conditionOf('true', 'revision'),
        good: conditionOf('true', 'revision'),
        until: 'first_status_at',
        withinMs: minute,
      },
      {
        name: 'build',
        event: 'job-run',
        where: conditionOf("kind = 'build'", 'job-run'),
        good: isEnd,
        until: 'finished_at',
        withinMs: null,
      },
      {
        name: 'test',
        event: 'job-run',
        where: conditionOf("kind = 'test'", 'job-run'),
        good: isEnd,
        until: 'finished_at',
        withinMs: 30 * minute,
      },
    ],
    withinMs: 60 * minute,
    decidedAfterMs: 60 * minute,
    ...changes,
  };
}

/** An order that is placed, paid and sent, each within ten minutes of the step before. */
export function journeyOfEvents(correlate: string): JourneyIndicator {
  const step = (name: string) => ({
    name,
    event: 'custom' as const,
    where: conditionOf(`type = '${name}'`, 'custom'),
    good: conditionOf("outcome is null or outcome = 'success'", 'custom'),
    until: 'at',
    withinMs: 10 * minute,
  });
  return {
    eventType: 'measured',
    type: 'journey',
    of: 'custom',
    correlate,
    where: conditionOf('true', 'custom'),
    exclude: conditionOf('false', 'custom'),
    steps: [step('placed'), step('paid'), step('sent')],
    withinMs: null,
    decidedAfterMs: 30 * minute,
  };
}
