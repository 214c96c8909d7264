/** One query parameter: how it is described, and how its text becomes a value. */
export interface Parameter<Value> {
  readonly description: string;
  /** JSON Schema of the text, for the OpenAPI document. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** In words, or the list: what an error says is allowed. */
  readonly allowed: string | readonly string[];
  /** The value, or undefined when the text is not allowed. Never throws. */
  readonly parse: (text: string) => Value | undefined;
}

/** The parameters of an endpoint by name. */
export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

/** What was given, parsed; a parameter that was not given is missing. */
export type ParameterValues<Given extends Parameters> = {
  readonly [Name in keyof Given]?: Given[Name] extends Parameter<infer Value> ? Value : never;
};
