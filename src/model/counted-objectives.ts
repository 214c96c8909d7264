import type { CompositeMemberData, Objective } from './objective.ts';

/** The members of a composite; null of any other objective. */
export function membersOf({ indicator }: Pick<Objective, 'indicator'>): readonly CompositeMemberData[] | null {
  return indicator.eventType === 'measured' && indicator.type === 'composite' ? indicator.members : null;
}

/** What is counted for an objective: itself, or the members of a composite. */
export function countedObjectives(objective: Objective): readonly Objective[] {
  return membersOf(objective)?.map((member) => member.objective) ?? [objective];
}

/** The name of a member, by its place among those of the composite `name`: 1, 2, … A slash stands in no other name. */
export function memberName(name: string, place: number): string {
  return `${name}/${place}`;
}

/** The objective that is shown for a name that is counted: of a member its composite, else itself. */
export function shownName(counted: string): string {
  return counted.replace(/\/\d+$/, '');
}
