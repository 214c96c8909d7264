import { z } from 'zod';
import { jobStates, kinds, roles } from '../model/job-run.ts';
import { jobSources } from '../model/observation.ts';
import { parseDuration } from '../time/duration.ts';
import { strictShape } from '../yaml/strict-shape.ts';
import { githubWord } from './github-words.ts';

const ruleTest = strictShape({
  source: z.enum(jobSources).optional().describe('Without it: check_run where an app is given, else status.'),
  app: z.string().optional().describe("A check's app, by its slug."),
  sender: z.string().optional().describe('The login that sets a commit status, a bot\'s with "[bot]".'),
  name: z.string().describe("A status's context, or the name of a check or job."),
  says: githubWord.default('success').describe("GitHub's own word."),
  text: z.string().optional().describe("A status's description or a check's output title."),
  steps: z
    .enum(['none', 'cut_off', 'ran'])
    .optional()
    .describe('Actions jobs: none of its own steps ran, one was cut off, or all went on to their ends.'),
  ran: z
    .string()
    .refine((text) => typeof parseDuration(text)?.ms === 'number', { error: 'must be a length of time, as 21650s' })
    .optional()
    .describe('How long it ran.'),
  is: strictShape({
    provider: z.string().optional(),
    role: z.enum(roles).optional(),
    kind: z.enum(kinds).optional(),
    state: z.enum([...jobStates, 'ignore']).optional(),
    reason: z.string().optional().describe('Why it is an error.'),
  })
    .refine((wanted) => Object.keys(wanted).length > 0, { error: 'must say at least one thing' })
    .describe('What the rules make of it; what is left out does not matter.'),
});

/** A table of examples: what a system reports, and what the rules must make of it. */
export const ruleTestsSchema = z
  .array(ruleTest)
  .optional()
  .describe('Examples that `cislo rules test` checks the rules with. They change nothing.');

/** One row of such a table. */
export type RuleTest = z.infer<typeof ruleTest>;
