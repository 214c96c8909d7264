import { parseInstant } from '../../api/parse-instant.ts';

/** One field of a filter. */
export interface FilterField {
  /** The parameter of the address. */
  readonly name: string;
  readonly label: string;
  /** As it stands in the address. */
  readonly value: string;
  /** The values that there are; without them any text is taken. */
  readonly options?: readonly string[];
  /** What a text looks like. */
  readonly example?: string;
  /** It is a time, in UTC. */
  readonly isTime?: boolean;
}

interface FilterBarProps {
  readonly action: string;
  readonly fields: readonly FilterField[];
}

/** Filters as a form, so that they work without a script and stand in the address. */
export function FilterBar({ action, fields }: FilterBarProps) {
  return (
    <form class="filters" action={action} method="get">
      {fields.map(({ name, label, value, options, example, isTime }) => (
        <label for={`filter-${name}`}>
          {label}
          {isTime === true ? (
            <input id={`filter-${name}`} name={name} type="datetime-local" value={fieldTime(value)} />
          ) : options === undefined ? (
            <input id={`filter-${name}`} name={name} value={value} placeholder={example} autocomplete="off" />
          ) : (
            <select id={`filter-${name}`} name={name}>
              <option value="">any</option>
              {options.map((option) => (
                <option value={option} selected={option === value}>
                  {option}
                </option>
              ))}
            </select>
          )}
        </label>
      ))}
      <button type="submit">Show</button>
      {fields.some(({ value }) => value !== '') ? <a href={action}>Show all</a> : null}
    </form>
  );
}

/** A time as a field for a date and a time takes it, in UTC; what is no time leaves the field empty. */
export function fieldTime(written: string | number): string {
  const at = typeof written === 'number' ? written : parseInstant(written);
  return at === undefined ? '' : new Date(at).toISOString().slice(0, 16);
}
