import { z } from 'zod';
import { jobStates, kinds, roles } from '../model/job-run.ts';
import { jobSources } from '../model/observation.ts';
import { parseDuration } from '../time/duration.ts';
import { strictShape } from '../yaml/strict-shape.ts';
import { githubWord } from './github-words.ts';
import { patternProblem } from './pattern.ts';
import { ruleTestsSchema } from './rule-tests-schema.ts';

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
const role = z.enum(roles);

const length = z.string().refine((text) => typeof parseDuration(text)?.ms === 'number', {
  error: 'must be a whole number and one of s m h d w, as 21600s',
});

const kindRule = strictShape({
  name: pattern.describe("Matched with the job's name."),
  kind: z.enum(kinds),
  role: role.optional().describe("Instead of the provider's own role."),
});

const stateRule = strictShape({
  text: pattern.optional().describe("Matched with a status's description or a check's output title."),
  name: pattern.optional().describe("Matched with the job's name."),
  source: z.enum(jobSources).optional(),
  when: z
    .array(githubWord)
    .min(1, { error: 'must not be empty; leave it out to match always' })
    .optional()
    .describe('Only when GitHub\'s own word is one of these. "unknown" stands for a word outside its documents.'),
  steps: z
    .enum(['none', 'cut_off'])
    .optional()
    .describe('Actions jobs: none of its own steps ran, or none failed and one was cut off.'),
  ran: strictShape({ from: length, to: length })
    .refine(({ from, to }) => !(lengthMs(from) > lengthMs(to)), { error: 'must not end before it begins' })
    .optional()
    .describe('It ran this long, from start to end.'),
  state: z
    .enum([...jobStates, 'ignore'])
    .describe('What it means. "ignore": it is no report of the job, as a person\'s word over a machine\'s.'),
  reason: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,49}$/, { error: 'must be one word: 1 to 50 lower-case letters, digits and underscores' })
    .optional()
    .describe("Why it is an error, as one word; without it the provider's text is the reason."),
})
  .refine(({ text, name, when, steps, ran }) => [text, name, when, steps, ran].some((each) => each !== undefined), {
    error: 'must say when it applies: give text, name, when, steps or ran',
  })
  .refine(({ state, reason }) => reason === undefined || state === 'error', {
    error: 'must not have a reason unless its state is error',
  });

const provider = strictShape({
  name: providerName.describe('The label value.'),
  role: role
    .optional()
    .describe(
      'What its jobs are for, unless a kind rule says otherwise. Default: ci, or the role of the built-in profile. Only ci owes an answer.',
    ),
  apps: names.optional().describe('Slugs of GitHub Apps whose checks are from this provider.'),
  senders: names.optional().describe('Logins (bots without "[bot]") whose commit statuses are from this provider.'),
  contexts: z.array(pattern).optional().describe('Contexts of commit statuses that are from this provider.'),
  texts: z.array(pattern).optional().describe('Descriptions of commit statuses that only this provider writes.'),
  kinds: z.array(kindRule).optional().describe('What its jobs are for; the first match wins.'),
  states: z.array(stateRule).optional().describe("Texts that tell more than GitHub's own state; the first match wins."),
  tests: ruleTestsSchema,
});

const expected = strictShape({
  repository: z.string().regex(/^(\*|[\w.-]+\/(\*|[\w.-]+))$/, { error: 'must be owner/name, owner/* or *' }),
  providers: z.array(providerName).min(1, { error: 'must name at least one provider' }),
});

/** The parts of provider rules, as keys of a YAML file. */
export const rulesShape = {
  providers: z
    .array(provider)
    .optional()
    .describe('How CI systems report. They come before the built-in ones; a known name adds to its profile.'),
  kinds: z
    .array(kindRule)
    .optional()
    .describe(
      'What jobs of role ci are for, where their provider does not say; the first match wins. They come before the built-in ones.',
    ),
  states: z
    .array(stateRule)
    .optional()
    .describe(
      'What a report means, where its provider does not say; the first match wins. They come before the built-in ones.',
    ),
  expected: z.array(expected).optional().describe('Providers that must answer every revision of a repository.'),
  tests: ruleTestsSchema,
};

/** A file of rules alone, as those that come with cislo. */
export const rulesSchema = strictShape(rulesShape);

/** Provider rules as a YAML file holds them. */
export type WrittenRules = z.infer<typeof rulesSchema>;

/** A length of time as rules write it ("6h", "21600s"), in ms. The schemas let only such texts through. */
export function lengthMs(text: string): number {
  return parseDuration(text)?.ms as number;
}
