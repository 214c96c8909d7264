import { z } from '@hono/zod-openapi';
import { allowedValues } from './allowed-values.ts';

const longestSeconds = 30;

/** `?wait=`: how many seconds an answer may wait for what was acknowledged before the request. */
export const waitParameter = z
  .string()
  .regex(/^\d{1,2}(\.\d{1,3})?$/)
  .transform(Number)
  .refine((seconds) => seconds <= longestSeconds)
  .openapi({
    type: 'number',
    minimum: 0,
    maximum: longestSeconds,
    description:
      'Seconds. The answer comes once everything acknowledged before the request is in it, or after this time with `behind` above 0.',
  })
  .optional()
  .register(allowedValues, { allowed: `seconds from 0 to ${longestSeconds}` });
