import { describe } from 'vitest';
import { incidentNames } from '../../../src/demo/incident-names.ts';
import { itDiffersByThatIncidentAlone } from '../../demo/differs-by-that-incident-alone.ts';
import { incidentsTriedQuickly } from '../../demo/incidents-tried-quickly.ts';

describe('a month without one of its other incidents', () => {
  itDiffersByThatIncidentAlone(incidentNames.filter((incident) => !incidentsTriedQuickly.includes(incident)));
});
