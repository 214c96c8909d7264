import { z } from 'zod';
import { conclusions } from '../track/rules/github-state.ts';

/** GitHub's words for how far a job is and how it ended. `unknown` stands for any word outside its documents. */
export const githubWord = z.enum([
  'waiting',
  'pending',
  'queued',
  'requested',
  'in_progress',
  ...conclusions,
  'unknown',
]);

export type GithubWord = z.infer<typeof githubWord>;
