import type { GenerationView } from '../store/generation/read-generations.ts';

/** What a reader of the numbers has to know besides the numbers. */
export interface NumbersNote {
  /** Everything acknowledged before this time is in the numbers, ms. */
  readonly asOf: number;
  /** Acknowledged deliveries that are not in the numbers yet. */
  readonly behind: number;
  /** The generations that are current or being built. */
  readonly generations: readonly GenerationView[];
  /** In what the settings at hand differ from those that the numbers are made with. */
  readonly differs: readonly string[];
  /** Why the settings cannot be compared; null when they can. */
  readonly unknown: string | null;
}

/** The lines below a table of numbers; '' when there is nothing to say: up to date, nothing being built, the same settings. */
export function describeNumbers({ asOf, behind, generations, differs, unknown }: NumbersNote): string {
  const building = generations.filter(({ state }) => state === 'building');
  const folds = building.filter(({ kind }) => kind === 'fold');
  const shown = folds.length > 0 ? folds : building;
  return [
    ...(behind === 0
      ? []
      : [`As of ${new Date(asOf).toISOString()}: ${behind} deliveries or events are not in these numbers yet.`]),
    ...shown.map(
      ({ slo, doneRatio }) =>
        `${slo === null ? 'All rows are' : `${slo} is`} made again with new settings: ${Math.floor(doneRatio * 100)} % done; until then the numbers are those of the old ones.`,
    ),
    ...(differs.length === 0
      ? []
      : [`The numbers are made with other settings than those at hand. Different: ${differs.join('; ')}.`]),
    ...(unknown === null ? [] : [unknown]),
  ]
    .map((line) => `${line}\n`)
    .join('');
}
