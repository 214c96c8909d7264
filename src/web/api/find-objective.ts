import { CisloError } from '../../model/error.ts';
import type { Objective } from '../../model/objective.ts';
import type { Viewer } from '../../model/viewer.ts';
import type { ApiContext } from './api-context.ts';

/** The objective of this name. @throws CisloError `not_found` when there is none that the viewer may see */
export async function findObjective(
  read: Pick<ApiContext['read'], 'readObjectives'>,
  viewer: Viewer,
  id: string,
): Promise<Objective> {
  const objectives = await read.readObjectives(viewer);
  const objective = objectives.find(({ name }) => name === id);
  if (objective !== undefined) return objective;
  const names = objectives.map(({ name }) => name).join(', ');
  throw new CisloError('not_found', `there is no SLO '${id.slice(0, 100)}'; there are: ${names || 'none'}`);
}
