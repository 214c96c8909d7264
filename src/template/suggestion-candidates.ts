/** An SLO that may be proposed: a template, narrowed where it is about one provider or one type of event. */
export interface SuggestionCandidate {
  readonly name: string;
  /** What it counts, in the plural: `builds of jenkins`. */
  readonly counted: string;
  readonly template: string;
}

/** What was seen. */
export interface SeenNames {
  /** The busiest providers. */
  readonly providers: readonly string[];
  /** Types of events from elsewhere that have an outcome. */
  readonly eventTypes: readonly string[];
}

/** Templates about what cislo sees itself, and what each counts. */
const general: readonly (readonly [template: string, counted: string])[] = [
  ['first-status', 'pull requests'],
  ['build-completion', 'builds'],
  ['test-completion', 'test runs'],
  ['queue-time', 'builds and tests'],
  ['run-time', 'test runs'],
  ['green-at-first-attempt', 'first test runs'],
  ['deploy-completion', 'deployments'],
  ['webhook-acceptance', 'deliveries'],
];
const byProvider = ['build-completion', 'test-completion'] as const;
const countedBy = { 'build-completion': 'builds', 'test-completion': 'test runs' } as const;
/** The template of events, its SLO's name, and the type that it stands for. */
const ofEvents = { template: 'batch', name: 'batch-completion', type: "'batch.finished'" } as const;
const longestName = 60;

/** The SLOs that may be proposed, in order. `templates`: the texts by name. Throws a TypeError when one is missing. */
export function suggestionCandidates(
  templates: ReadonlyMap<string, string>,
  { providers, eventTypes }: SeenNames,
): readonly SuggestionCandidate[] {
  const textOf = (name: string): string => {
    const text = templates.get(name);
    if (text === undefined) throw new TypeError(`there is no template ${name}`);
    return text;
  };
  return [
    ...general.map(([name, counted]) => ({ name, counted, template: textOf(name) })),
    ...providers.flatMap((provider) =>
      byProvider.map((base) => {
        const name = nameOf(`${base}-${provider}`);
        const narrowed = textOf(base).replace("role = 'ci'", `role = 'ci' and provider = ${quoted(provider)}`);
        return { name, counted: `${countedBy[base]} of ${provider}`, template: renamed(narrowed, base, name) };
      }),
    ),
    ...eventTypes.map((type) => {
      const name = nameOf(type);
      const narrowed = textOf(ofEvents.template).replaceAll(ofEvents.type, quoted(type));
      return { name, counted: `events of type ${type}`, template: renamed(narrowed, ofEvents.name, name) };
    }),
  ];
}

function renamed(template: string, from: string, to: string): string {
  return template.replaceAll(`name: ${from}\n`, `name: ${to}\n`);
}

/** A DNS label. */
function nameOf(text: string): string {
  const plain = text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return plain.slice(0, longestName).replaceAll(/^-|-$/g, '');
}

/** A text in a condition that stands in double quotes of YAML. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''").replaceAll('\\', '\\\\').replaceAll('"', '\\"')}'`;
}
