import type { Db } from '../database.ts';
import { readShown } from '../generation/read-shown.ts';
import type { MeasuringProgress } from '../measuring/measuring-progress.ts';
import { readMeasuring } from '../measuring/read-measuring.ts';

/** How the reading of an objective stands that another system measures. */
export interface SourceStandingView extends Omit<MeasuringProgress, 'generation'> {
  readonly slo: string;
}

/** Of every objective that another system measures and that has been asked for, by the generation that answers for it. */
export async function readSourceStandings(db: Db): Promise<readonly SourceStandingView[]> {
  const { slos } = await readShown(db);
  const measured = slos.filter(({ eventType }) => eventType === 'measured');
  if (measured.length === 0) return [];
  const progress = new Map((await readMeasuring(db)).map((row) => [row.generation, row]));
  return measured.flatMap(({ id, slo }) => {
    const known = progress.get(id);
    if (known === undefined) return [];
    const { generation: _generation, ...rest } = known;
    return [{ slo, ...rest }];
  });
}
