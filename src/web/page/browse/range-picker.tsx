import { fieldTime } from './filter-bar.tsx';

/** A stretch that ends now. */
export interface RangePreset {
  readonly label: string;
  readonly ms: number;
}

interface RangePickerProps {
  /** The path of the page. */
  readonly action: string;
  /** What else the address asks for, which stays as it is. */
  readonly kept: Readonly<Record<string, string | undefined>>;
  /** What is shown, ms. */
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly presets: readonly RangePreset[];
  /** The stretch that the page shows by itself, as a link to it; null: one of the presets is it. */
  readonly usual: string | null;
}

/** Chooses a stretch of time: presets as links, and two fields. It works without a script, and the choice stands in the address. */
export function RangePicker({ action, kept, from, to, now, presets, usual }: RangePickerProps) {
  const given = Object.entries(kept).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const address = (times: Readonly<Record<string, string>>): string => {
    const query = new URLSearchParams([...given, ...Object.entries(times)]).toString();
    return query === '' ? action : `${action}?${query}`;
  };
  return (
    <form class="filters range" action={action} method="get">
      {given.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <span>
        {usual === null ? null : <a href={address({})}>{usual}</a>}{' '}
        {presets.map(({ label, ms }) => (
          <>
            <a href={address({ since: `${fieldTime(now - ms)}Z` })}>{label}</a>{' '}
          </>
        ))}
      </span>
      <label for="range-since">
        From (UTC)
        <input id="range-since" name="since" type="datetime-local" value={fieldTime(from)} />
      </label>
      <label for="range-until">
        To (UTC)
        <input id="range-until" name="until" type="datetime-local" value={fieldTime(to)} />
      </label>
      <button type="submit">Show</button>
    </form>
  );
}
