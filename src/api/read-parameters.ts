import type { Parameters, ParameterValues } from './parameter.ts';

/** A request that asks for something that is not there: one answer names the parameter and what is allowed. */
export interface BadParameter {
  readonly error: string;
  readonly parameter: string;
  readonly allowed: string | readonly string[];
}

/** Reads every parameter of a query strictly: nothing unknown, nothing twice, nothing that does not parse. */
export function readParameters<Given extends Parameters>(
  query: URLSearchParams,
  parameters: Given,
): ParameterValues<Given> | { readonly bad: BadParameter } {
  const values: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (parameter === undefined) {
      return {
        bad: {
          error: `there is no parameter '${shown(name)}' here`,
          parameter: shown(name),
          allowed: Object.keys(parameters),
        },
      };
    }
    const [given = '', ...more] = query.getAll(name);
    if (more.length > 0)
      return {
        bad: {
          error: `'${name}' is given ${more.length + 1} times; give it once`,
          parameter: name,
          allowed: parameter.allowed,
        },
      };
    const value = parameter.parse(given);
    if (value === undefined)
      return {
        bad: {
          error: `'${name}' is '${shown(given)}', which is not allowed`,
          parameter: name,
          allowed: parameter.allowed,
        },
      };
    values[name] = value;
  }
  const { since, until } = values;
  if (typeof since === 'number' && typeof until === 'number' && until <= since) {
    return { bad: { error: `'until' is not after 'since'`, parameter: 'until', allowed: 'a time after since' } };
  }
  return values as ParameterValues<Given>;
}

/** Long values are cut: an answer repeats no megabyte. */
function shown(value: string): string {
  return value.length > 100 ? `${value.slice(0, 100)}…` : value;
}
