import type { Incidents } from './incidents.ts';
import type { MonthScript } from './month-script.ts';
import type { Random } from './random.ts';
import { scriptActions } from './script-actions.ts';
import type { ScriptedHead } from './script-head.ts';
import { scriptJenkins } from './script-jenkins.ts';
import { scriptPackit } from './script-packit.ts';

/** What every CI system of the repository does about a head. */
export function scriptAnswers(script: MonthScript, random: Random, head: ScriptedHead, incidents: Incidents): void {
  const { providers } = head.repository;
  if (providers.includes('packit-as-a-service')) scriptPackit(script, random.child('packit'), head, incidents);
  if (providers.includes('github-actions')) scriptActions(script, random.child('actions'), head, incidents);
  if (providers.includes('jenkins')) scriptJenkins(script, random.child('jenkins'), head, incidents);
}
