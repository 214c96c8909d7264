import { z } from 'zod';
import { jobStates, kinds } from '../model/job-run.ts';
import { strictShape } from '../slo/strict-shape.ts';
import { patternProblem } from './pattern.ts';

/** What a `when` may name: GitHub's words for how far a job is and how it ended. */
export const githubWords = [
  'pending',
  'queued',
  'in_progress',
  'success',
  'failure',
  'error',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
  'startup_failure',
  'stale',
] as const;

const pattern = z
  .string()
  .check((context) => {
    const problem = patternProblem(context.value);
    if (problem !== null) context.issues.push({ code: 'custom', input: context.value, message: problem });
  })
  .meta({ description: 'A regular expression; case does not matter.', format: 'regex', maxLength: 200 });

const providerName = z.string().regex(/^(?!any$)[a-z0-9][a-z0-9._-]{0,62}$/, {
  error: 'must be 1 to 63 lower-case letters, digits, dots, hyphens and underscores (and not "any")',
});
const names = z.array(z.string().min(1, { error: 'must not be empty' }));

const kindRule = strictShape({
  name: pattern.describe("Matched with the job's name."),
  kind: z.enum(kinds),
});

const stateRule = strictShape({
  text: pattern.optional().describe("Matched with a status's description or a check's output title."),
  name: pattern.optional().describe("Matched with the job's name."),
  source: z.enum(['status', 'check_run', 'workflow_job']).optional(),
  when: z
    .array(z.enum(githubWords))
    .min(1, { error: 'must not be empty; leave it out to match always' })
    .optional()
    .describe("Only when GitHub's own word is one of these."),
  state: z.enum(jobStates),
}).refine((rule) => rule.text !== undefined || rule.name !== undefined || rule.when !== undefined, {
  error: 'must say when it applies: give text, name or when',
});

const provider = strictShape({
  name: providerName.describe('The label value.'),
  apps: names.optional().describe('Slugs of GitHub Apps whose checks are from this provider.'),
  senders: names.optional().describe('Logins (bots without "[bot]") whose commit statuses are from this provider.'),
  contexts: z.array(pattern).optional().describe('Contexts of commit statuses that are from this provider.'),
  kinds: z.array(kindRule).optional().describe('What its jobs are for; the first match wins.'),
  states: z.array(stateRule).optional().describe("Texts that tell more than GitHub's own state; the first match wins."),
});

const expected = strictShape({
  repository: z.string().regex(/^(\*|[\w.-]+\/(\*|[\w.-]+))$/, { error: 'must be owner/name, owner/* or *' }),
  providers: z.array(providerName).min(1, { error: 'must name at least one provider' }),
});

/** The three parts of provider rules, as keys of a YAML file. */
export const rulesShape = {
  providers: z
    .array(provider)
    .optional()
    .describe('How CI systems report. They come before the built-in ones; a known name adds to its profile.'),
  kinds: z
    .array(kindRule)
    .optional()
    .describe(
      'What jobs are for, where their provider does not say; the first match wins. They come before the built-in ones.',
    ),
  expected: z.array(expected).optional().describe('Providers that must answer every revision of a repository.'),
};

/** A file of rules alone, as those that come with cislo. */
export const rulesSchema = strictShape(rulesShape);

/** Provider rules as a YAML file holds them. */
export type RulesData = z.infer<typeof rulesSchema>;
