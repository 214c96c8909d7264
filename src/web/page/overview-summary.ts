import type { SloStatusWord } from '../../slo/slo-status.ts';
import type { SloReading } from '../../status/read-slo-status.ts';
import { counted } from './figures.ts';

const phrases: Readonly<Record<SloStatusWord, (objectives: number) => string>> = {
  exhausted: (objectives) => `${objectives} out of budget`,
  critical: (objectives) => `${objectives} critical`,
  warning: (objectives) => `${objectives} at warning`,
  attention: (objectives) => `${objectives} to watch`,
  healthy: (objectives) => `${objectives} healthy`,
  no_data: (objectives) => `${objectives} without data`,
};

/** All objectives in one sentence, the worst first; null without objectives. */
export function overviewSummary(readings: readonly SloReading[]): string | null {
  if (readings.length === 0) return null;
  if (readings.every(({ status }) => status.status === 'healthy'))
    return readings.length === 1 ? 'The objective is met.' : `All ${readings.length} objectives are met.`;
  const parts = (Object.keys(phrases) as SloStatusWord[]).flatMap((word) => {
    const objectives = readings.filter(({ status }) => status.status === word).length;
    return objectives === 0 ? [] : [phrases[word](objectives)];
  });
  return `Of ${counted(readings.length, 'objective')}: ${parts.join(', ')}.`;
}
