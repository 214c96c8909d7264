import type { Objective } from '../model/objective.ts';
import type { Problem } from '../model/problem.ts';
import { countsElsewhere } from '../slo/sight-of.ts';
import { annotationsOf } from '../slo/slo-annotations.ts';
import { nearest } from '../yaml/nearest.ts';

/** What everybody may see on a public server. */
export interface PublicView {
  /** Names of the objectives whose numbers are shown. */
  readonly slos: readonly string[];
  /** `owner/name`, in lower case: repositories whose runs and revisions are shown while they are public on GitHub. */
  readonly repositories: readonly string[];
}

/** `public:` of the configuration file. */
export interface PublicChoice {
  /** null: every objective. */
  readonly slos: readonly string[] | null;
  readonly repositories: readonly string[];
}

/** An SLO that counts events without a repository is for admins unless it says otherwise; one that is chosen by name is public. */
function isForEverybody(objective: Objective): boolean {
  const { visibleTo } = annotationsOf(objective);
  return visibleTo === null ? !countsElsewhere(objective) : visibleTo.includes('public');
}

/** Fills in the defaults of the choice. A name that no objective has is a problem. `file`: for messages. */
export function choosePublicView(
  { slos, repositories }: PublicChoice,
  objectives: readonly Objective[],
  file: string,
): { readonly view: PublicView; readonly problems: readonly Problem[] } {
  const known = objectives.map(({ name }) => name);
  const unknown = (slos ?? []).filter((name) => !known.includes(name));
  return {
    view: {
      slos: slos ?? objectives.filter(isForEverybody).map(({ name }) => name),
      repositories: repositories.map((name) => name.toLowerCase()),
    },
    problems: unknown.map((name) => {
      const meant = nearest(name, known);
      const hint = meant === null ? '' : `; did you mean ${meant}?`;
      const message = `public.slos must be names of SLOs (${known.join(', ')}), got ${JSON.stringify(name)}${hint}`;
      return { file, line: 0, column: 0, path: 'public.slos', rule: 'public', message };
    }),
  };
}
