import type { z } from '@hono/zod-openapi';
import { allowedValues } from '../route/allowed-values.ts';

/** Why a request is refused: the parameter and what is allowed for it. */
export interface WhatIsWrong {
  readonly error: string;
  readonly parameter: string;
  readonly allowed: string | readonly string[];
}

/**
 * Says of the first problem that zod found which parameter it is about, what was given, and what is allowed.
 *
 * @param shape the parameters that there are
 * @param given every value of every parameter of the request
 */
export function whatIsWrong(
  { issues: [issue] }: z.ZodError,
  shape: Readonly<Record<string, z.ZodType>>,
  given: Readonly<Record<string, readonly string[]>>,
): WhatIsWrong {
  if (issue?.code === 'unrecognized_keys') {
    const name = shown(issue.keys[0] ?? '');
    return { error: `there is no parameter '${name}' here`, parameter: name, allowed: Object.keys(shape) };
  }
  const parameter = String(issue?.path[0] ?? '');
  if (issue?.code === 'custom' && typeof issue.params?.['allowed'] === 'string')
    return { error: issue.message, parameter, allowed: issue.params['allowed'] };
  const schema = shape[parameter];
  const allowed = (schema && allowedValues.get(schema)?.allowed) ?? issue?.message ?? '';
  const [value = '', ...more] = given[parameter] ?? [];
  return {
    error:
      more.length > 0
        ? `'${parameter}' is given ${more.length + 1} times; give it once`
        : `'${parameter}' is '${shown(value)}', which is not allowed`,
    parameter,
    allowed,
  };
}

/** Long values are cut: an answer repeats no megabyte. */
function shown(value: string): string {
  return value.length > 100 ? `${value.slice(0, 100)}…` : value;
}
