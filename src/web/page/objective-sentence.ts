import type { CountedType } from '../../model/objective.ts';
import type { SloReading } from '../../status/read-slo-status.ts';
import { count, counted, duration, utc } from './figures.ts';
import { keepUnits } from './keep-units.ts';

const words: Readonly<Record<CountedType, readonly [one: string, many: string]>> = {
  'job-run': ['job run', 'job runs'],
  revision: ['change', 'changes'],
  delivery: ['delivery', 'deliveries'],
  measured: ['event', 'events'],
  custom: ['event', 'events'],
};

/** How an objective stands in words made of its numbers: what went bad, of how many, since when, and what that means for the budget. */
export function objectiveSentence({ objective, status, windowMs }: SloReading): string {
  const { good, bad, pending, reason, hours_to_exhaustion: hours } = status;
  const [one, many] = words[objective.indicator.eventType];
  const stretch =
    objective.window.type === 'calendar'
      ? `since ${utc(Date.parse(status.from))}`
      : `in the last ${duration(windowMs)}`;
  const sentences = [];
  if (good + bad > 0)
    sentences.push(`${count(bad)} of ${counted(good + bad, one, many)} ${bad === 1 ? 'was' : 'were'} bad ${stretch}.`);
  sentences.push(keepUnits(reason));
  if (hours !== null && hours > 0)
    sentences.push(`At the pace of the last two hours the budget is gone in ${duration(hours * 3_600_000)}.`);
  if (good + bad === 0 && pending > 0) sentences.push(`${counted(pending, one, many)} still wait for a verdict.`);
  return sentences.join(' ');
}
