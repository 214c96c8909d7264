import { describe, expect, it } from 'vitest';
import { incidentNames } from '../../src/demo/incident-names.ts';
import { itDiffersByThatIncidentAlone } from './differs-by-that-incident-alone.ts';
import { incidentTable } from './incident-table.ts';
import { incidentsTriedQuickly } from './incidents-tried-quickly.ts';

describe('a month without one of its incidents', () => {
  it('is tried for every incident, here or in the full tests', () => {
    expect(incidentTable.map(({ incident }) => incident)).toEqual(incidentNames);
  });

  itDiffersByThatIncidentAlone(incidentsTriedQuickly);
});
