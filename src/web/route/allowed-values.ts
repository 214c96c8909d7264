import { z } from '@hono/zod-openapi';

/** Of each parameter, what an error says is allowed: in words, or the list. */
export const allowedValues = z.registry<{ readonly allowed: string | readonly string[] }>();
