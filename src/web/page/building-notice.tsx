import type { GenerationView } from '../../store/generation/read-generations.ts';
import { percent } from './figures.ts';

interface BuildingNoticeProps {
  readonly generations: readonly Pick<GenerationView, 'kind' | 'slo' | 'state' | 'doneRatio'>[];
}

/** Says that numbers by new settings are being made, and how far that is; nothing when none are. */
export function BuildingNotice({ generations }: BuildingNoticeProps) {
  const building = generations.filter(({ state }) => state === 'building');
  const fold = building.find(({ kind }) => kind === 'fold');
  // New rules make every objective be judged again, so one sentence is shown for all of them.
  const sentences =
    fold === undefined
      ? building.map(
          ({ slo, doneRatio }) => `${slo} is being judged by its new definition: ${percent(doneRatio, 0)} done.`,
        )
      : [`Everything on record is being read by new rules: ${percent(fold.doneRatio, 0)} done.`];
  if (sentences.length === 0) return null;
  return (
    <p class="notice">
      <strong>New settings:</strong> {sentences.join(' ')} Until then the numbers are those of the settings before.
    </p>
  );
}
