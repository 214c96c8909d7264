/** One text that a report tells of a job beside its state. */
interface JobFact {
  /** Its name in SLO conditions, in the API and in the table `job_runs`. */
  readonly column: string;
  /** One sentence for the documentation. */
  readonly description: string;
}

/**
 * Texts that a report may tell of a job, by their field. A job run takes each over from the first of its reports that knows it. Reports,
 * job runs, the columns of conditions and the API all take them from this table. A new one needs a line here, a column in a migration, and
 * code that reads it from a payload.
 */
export const jobFacts = {
  runnerName: { column: 'runner_name', description: 'The Actions runner, once known.' },
  runnerGroup: { column: 'runner_group', description: "The Actions runner's group, once known." },
} as const satisfies Readonly<Record<string, JobFact>>;

/** A field of `jobFacts`. */
export type JobFactField = keyof typeof jobFacts;

/** The facts of one report or run; null where it is not known. */
export type JobFacts = { readonly [Field in JobFactField]: string | null };

/** The facts by the names of their columns. */
export type JobFactColumns = { readonly [Field in JobFactField as (typeof jobFacts)[Field]['column']]: string | null };

const fields = Object.keys(jobFacts) as JobFactField[];

/** Makes the facts, each by its field. */
export function makeJobFacts(textOf: (field: JobFactField) => string | null): JobFacts {
  return Object.fromEntries(fields.map((field) => [field, textOf(field)])) as JobFacts;
}

/** The facts of a report that knows none. */
export const unknownJobFacts: JobFacts = makeJobFacts(() => null);

/** The facts by the names of their columns, for conditions and the API. */
export function jobFactColumns(facts: JobFacts): JobFactColumns {
  return Object.fromEntries(fields.map((field) => [jobFacts[field].column, facts[field]])) as JobFactColumns;
}
