import type { RulePlace } from '../../../model/rules.ts';
import { utcSeconds } from '../figures.ts';

/** Something that was reported. */
export interface ReportedEntry {
  /** Milliseconds. */
  readonly at: number;
  /** What was said, and by whom. */
  readonly said: string;
  /** What it was to the row. */
  readonly meant: string;
  /** The rule's line that read it; null where none did. */
  readonly place: RulePlace | null;
}

/** What was reported, oldest first, each with what it meant and the line of the rules that says so. */
export function ReportedTimeline({ entries }: { readonly entries: readonly ReportedEntry[] }) {
  return (
    <ol class="timeline">
      {entries.map(({ at, said, meant, place }) => (
        <li>
          <time datetime={new Date(at).toISOString()}>{utcSeconds(at)}</time> <strong>{said}</strong>
          <small>
            {meant}
            {place === null ? '' : ` (${place.file}:${place.line})`}
          </small>
        </li>
      ))}
    </ol>
  );
}
