import type { Parameters, ParameterValues } from './parameter.ts';
import type { Route, RouteContext } from './route.ts';

/** A route whose `answer` sees its parameters with their types. They were parsed by the same table, so the types hold. */
export function defineRoute<Given extends Parameters>(
  route: Omit<Route, 'answer' | 'parameters'> & {
    readonly parameters: Given;
    readonly answer: (context: RouteContext, values: ParameterValues<Given>, segment: string) => Promise<unknown>;
  },
): Route {
  return {
    ...route,
    answer: (context, values, segment) => route.answer(context, values as ParameterValues<Given>, segment),
  };
}
