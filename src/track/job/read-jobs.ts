import type { JobObservation } from '../../model/observation.ts';
import type { Rules } from '../../model/rules.ts';
import { groupBy } from '../group-by.ts';
import { resolveProvider } from '../rules/resolve-provider.ts';
import { firstObservation } from './first-observation.ts';
import { hasActionsId } from './job-key.ts';
import { type JobReading, readJob } from './read-job.ts';
import { sortReadings } from './sort-readings.ts';

/**
 * All observations of one commit after the rules, in order, each once. A commit status is known by its context, whoever sends it: its
 * provider is that of the context's first observation. An end that does not say how is left out where one that does is known of that id, or where more comes after it.
 */
export function readJobs(observations: readonly JobObservation[], rules: Rules): readonly JobReading[] {
  return sortReadings(withoutHollowEnds(readEveryJob(observations, rules)));
}

/** The same with every end that does not say how, and in the order of the observations. */
export function readEveryJob(observations: readonly JobObservation[], rules: Rules): readonly JobReading[] {
  const statuses = observations.filter(({ source }) => source === 'status');
  const providers = new Map(
    [...groupBy(statuses, ({ name }) => name)].map(([name, group]) => [
      name,
      resolveProvider(firstObservation(group), rules).name,
    ]),
  );
  return observations.map((observation) => {
    const provider =
      observation.source === 'status' ? providers.get(observation.name) : resolveProvider(observation, rules).name;
    return readJob(observation, provider as string, rules);
  });
}

function withoutHollowEnds(readings: readonly JobReading[]): readonly JobReading[] {
  if (!readings.some(({ isHollow }) => isHollow)) return readings;
  const tellingUntil = new Map<string, number>();
  for (const { isHollow, isFinal, sortAt, observation } of readings) {
    const id = idOf(observation);
    const until = isFinal ? Number.POSITIVE_INFINITY : sortAt;
    if (!isHollow) tellingUntil.set(id, Math.max(tellingUntil.get(id) ?? until, until));
  }
  return readings.filter((reading) => {
    const until = tellingUntil.get(idOf(reading.observation));
    return !reading.isHollow || until === undefined || until <= reading.sortAt;
  });
}

/** What GitHub knows an observation's job by; without an id, its name. */
function idOf(observation: JobObservation): string {
  const { source, externalId, name } = observation;
  return JSON.stringify(hasActionsId(observation) ? ['actions', externalId] : [source, externalId ?? name]);
}
