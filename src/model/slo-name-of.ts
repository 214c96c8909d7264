/** `metadata.name` of the SLO that an objective belongs to: the objectives of the SLO `name` are called `name`, `name:2`, `name:3`. */
export function sloNameOf(objective: string): string {
  return objective.split(':', 1)[0] as string;
}
