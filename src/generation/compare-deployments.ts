import { rulesHash } from '../config/rules-hash.ts';
import type { Objective } from '../model/objective.ts';
import type { Deployment } from './deployment.ts';

/**
 * The differences between the settings at hand and those that the numbers are made with; SLOs that are stored in the database are not settings. Each is a short phrase, as `the target or window
 * of first-status`; empty when the settings are the same.
 */
export function compareDeployments(own: Deployment, deployed: Deployment): readonly string[] {
  const ours = new Map(own.objectives.map((objective) => [objective.name, objective]));
  const theirs = new Map(
    deployed.objectives.filter(({ origin }) => origin === 'file').map((objective) => [objective.name, objective]),
  );
  const names = [...new Set([...ours.keys(), ...theirs.keys()])];
  return [
    ...names.flatMap((name) => compareObjectives(name, ours.get(name), theirs.get(name))),
    ...(names.length > 0 && [...ours.keys()].join() !== [...theirs.keys()].join() && ours.size === theirs.size
      ? orderOf(ours, theirs)
      : []),
    ...(rulesHash(own.rules) === rulesHash(deployed.rules) ? [] : ['the provider rules']),
    ...(own.graceMs === deployed.graceMs ? [] : ['settle.grace']),
    ...(own.versions.fold === deployed.versions.fold && own.versions.judge === deployed.versions.judge
      ? []
      : ['the version of cislo']),
  ];
}

function compareObjectives(
  name: string,
  own: Objective | undefined,
  deployed: Objective | undefined,
): readonly string[] {
  if (own === undefined) return [`the SLO ${name}, which is not here`];
  if (deployed === undefined) return [`the SLO ${name}, which is only here`];
  if (own.indicatorHash !== deployed.indicatorHash) return [`what ${name} counts`];
  return meaningOf(own) === meaningOf(deployed) ? [] : [`the target, window or texts of ${name}`];
}

function meaningOf({
  conditions: _texts,
  file: _file,
  document: _told,
  indicator: _meant,
  ...rest
}: Objective): string {
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function orderOf(ours: ReadonlyMap<string, Objective>, theirs: ReadonlyMap<string, Objective>): readonly string[] {
  return [...ours.keys()].every((name) => theirs.has(name)) ? ['the order of the SLOs'] : [];
}
