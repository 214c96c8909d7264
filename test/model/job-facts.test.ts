import { describe, expect, it } from 'vitest';
import { columns } from '../../src/event/columns.ts';
import { jobFactColumns, jobFacts, makeJobFacts, unknownJobFacts } from '../../src/model/job-facts.ts';
import { tableColumns } from '../../src/store/schema.ts';

describe('the facts of a job', () => {
  it('are null where nobody told them', () => {
    expect(Object.values(unknownJobFacts)).toEqual(Object.keys(jobFacts).map(() => null));
  });

  it('have the names of their columns in conditions, in the API and in the table', () => {
    const names = Object.values(jobFacts).map(({ column }) => column);

    const shown = jobFactColumns(makeJobFacts((field) => `the ${field}`));

    expect(shown).toEqual(
      Object.fromEntries(Object.entries(jobFacts).map(([field, { column }]) => [column, `the ${field}`])),
    );
    expect(columns['job-run'].map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    expect(Object.keys(tableColumns.job_runs)).toEqual(expect.arrayContaining(names));
  });
});
