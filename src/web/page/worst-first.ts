import type { SloStatusWord } from '../../slo/slo-status.ts';
import type { SloReading } from '../../status/read-slo-status.ts';

/** The statuses, the most urgent first. */
const urgency: readonly SloStatusWord[] = ['exhausted', 'critical', 'warning', 'attention', 'healthy', 'no_data'];

/** The readings by trouble: the worst status first, then the smaller budget, then as they are configured. */
export function worstFirst(readings: readonly SloReading[]): readonly SloReading[] {
  return readings.toSorted(
    (one, other) =>
      urgency.indexOf(one.status.status) - urgency.indexOf(other.status.status) ||
      (one.status.budget_remaining_ratio ?? 0) - (other.status.budget_remaining_ratio ?? 0),
  );
}
