import type { MeasuredIndicator } from '../model/objective.ts';
import type { MeasuredSource, ReadVariable } from '../source/measured-source.ts';
import { openSource } from '../source/open-source.ts';
import type { Db } from '../store/database.ts';
import { type JudgingTime, journeySource } from './journey-source.ts';
import { pointInTimeSource } from './point-in-time-source.ts';

/** What a source is opened with. */
export interface OpenMeasuredOptions extends JudgingTime {
  readonly db: Db;
  /** Gives connections the secrets that files only name. */
  readonly readVariable: ReadVariable;
}

/** Opens what an indicator measures; the caller closes it. */
export function openMeasured(
  indicator: MeasuredIndicator,
  { db, readVariable, ...time }: OpenMeasuredOptions,
): MeasuredSource {
  switch (indicator.type) {
    case 'source':
      return openSource(indicator.connection, indicator.metric, readVariable);
    case 'point-in-time':
      return pointInTimeSource(db, indicator);
    case 'journey':
      return journeySource(db, indicator, time);
    default:
      return indicator satisfies never;
  }
}
