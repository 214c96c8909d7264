import { z } from '@hono/zod-openapi';
import { decisions } from '../../model/decisions.ts';
import { jobStates } from '../../model/job-run.ts';
import { jobSources } from '../../model/observation.ts';
import { builtInRules, contributions } from '../../track/explain/explain-observation.ts';
import { reportWeights } from '../../track/explain/explain-revision.ts';
import {
  flag,
  integer,
  integerOrNull,
  keyOf,
  list,
  text,
  textOrNull,
  time,
  timeOrNull,
  word,
} from './schema-pieces.ts';
import { revisionSchema, runSchema } from './schemas.ts';

const rule = z.object({ file: text, line: integer.min(1) });
const ruleOrNull = rule.nullable().openapi({ description: 'The line that says so; null when none does.' });
const because = z.object({
  name: text,
  because: text.openapi({ description: 'In plain words.' }),
  rule: ruleOrNull,
});
const decision = z.object({
  id: keyOf(decisions).openapi({ description: 'Stable; docs/explain.md has a heading for each.' }),
  text,
});
const timeOfColumn = z.object({ column: text, at: timeOrNull });

const verdict = z.object({
  slo: text,
  file: text,
  verdict: z.enum(['good', 'bad', 'excluded', 'pending']),
  at: timeOrNull.openapi({ description: "The event's own time; null while pending." }),
  from: timeOfColumn,
  until: timeOfColumn,
  deadline_at: timeOrNull,
  decision,
  because: list(
    z.object({ condition: z.enum(['where', 'good', 'bad', 'exclude']), text, holds: flag, rule }),
    'The conditions that were asked, as the file has them.',
  ),
});

const observation = z.object({
  source: z.enum(jobSources),
  external_id: integerOrNull,
  name: text,
  app: textOrNull,
  sender: textOrNull,
  says: textOrNull.openapi({ description: "GitHub's own word." }),
  text: textOrNull,
  at: time,
  state: z.enum([...jobStates, 'ignore']),
  rule: ruleOrNull,
  built_in: word(builtInRules).nullable().openapi({ description: 'What gave the state where no line of a rule did.' }),
  contributed: word(contributions),
});

const conclusions = {
  decisions: list(decision, "What was decided beyond the rules' lines."),
  verdicts: list(verdict, 'Of each objective that counts it.'),
};

/** Why a run is what it is. */
export const runExplanationSchema = z
  .object({
    run: runSchema,
    provider: because,
    kind: because,
    role: because,
    state: because,
    observations: list(observation, 'Every report of it in the order of the fold, and those that were left out.'),
    ...conclusions,
  })
  .openapi('RunExplanation');

/** Why a revision is what it is. */
export const revisionExplanationSchema = z
  .object({
    revision: revisionSchema,
    expected: list(
      z.object({
        provider: text,
        owes: flag,
        ci: flag,
        rules: list(rule, 'Lines of the configuration that name it.'),
        answered: list(
          z.object({ pull_request: integer, head_sha: text, action: text, changed_at: time }),
          'Those of the last 20 revisions that it had answered.',
        ),
      }),
      'Who was expected to answer, and why.',
    ),
    reports: list(
      z.object({ provider: text, ci: flag, begins: flag, at: time, weight: word(reportWeights) }),
      'The reports on the commit that could be an answer.',
    ),
    ...conclusions,
  })
  .openapi('RevisionExplanation');
