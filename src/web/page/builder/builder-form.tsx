import type { Column } from '../../../condition/column.ts';
import type { SloDraft } from '../../../generate/draft-openslo.ts';
import type { Identity } from '../../../identity/identity.ts';
import { CsrfField } from '../csrf-field.tsx';

interface BuilderFormProps {
  readonly draft: SloDraft;
  readonly identity: Identity | null;
  /** What conditions may name, by the kind of event that is chosen. */
  readonly columns: readonly Column[];
  /** Of the text columns, values that were seen or are the only ones. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly tiers: readonly string[];
}

const events = ['job-run', 'revision', 'delivery', 'custom'] as const;
const methods = ['Occurrences', 'Timeslices', 'RatioTimeslices'] as const;

/** The form of a new SLO. It works without a script: a preview is an answer of the server. */
export function BuilderForm({ draft, identity, columns, values, tiers }: BuilderFormProps) {
  return (
    <form method="post" action="/slos/new" class="stacked">
      <CsrfField identity={identity} />
      <Text name="name" label="Name: letters, digits and hyphens" draft={draft} isRequired />
      <Text name="displayName" label="What people call it" draft={draft} />
      <Text name="description" label="What it promises, in words" draft={draft} />
      <Text name="service" label="Service" draft={draft} isRequired />
      <Choice name="event" label="What is counted" options={events} draft={draft} />
      <Text
        name="where"
        label="Which of them"
        example="kind = 'build' and role = 'ci'"
        draft={draft}
        list="conditions"
      />
      <Text
        name="good"
        label="Good are those with"
        example="state in ('success', 'failure')"
        draft={draft}
        list="conditions"
        isRequired
      />
      <Text
        name="exclude"
        label="Left out, when they are not good"
        example="state = 'unknown'"
        draft={draft}
        list="conditions"
      />
      <Text name="from" label="The clock starts at" example="queued_at" draft={draft} list="columns" />
      <Text name="until" label="and ends at" example="finished_at" draft={draft} list="columns" />
      <Text name="within" label="within" example="12h" draft={draft} />
      <Text name="target" label="Target, per cent" example="99.5" draft={draft} isRequired />
      <Text name="window" label="Window" example="30d" draft={draft} isRequired />
      <Choice name="method" label="How the budget is counted" options={methods} draft={draft} />
      <Text name="slice" label="Length of a slice, for the two methods of slices" example="5m" draft={draft} />
      <Text name="sliceTarget" label="Ratio at which a slice is good, for Timeslices" example="0.95" draft={draft} />
      <Choice name="tier" label="Tier" options={['', ...tiers]} draft={draft} />
      <Text name="owner" label="Owner" draft={draft} />
      <Text name="contact" label="Contact" draft={draft} />
      <Text name="groupBy" label="An instance for each" example="repository" draft={draft} list="columns" />
      <Text name="visibleTo" label="Who may see it: members, public, or logins" draft={draft} />
      <datalist id="columns">
        {columns.map(({ name }) => (
          <option value={name} />
        ))}
      </datalist>
      <datalist id="conditions">
        {columns.flatMap(({ name }) =>
          (values.get(name) ?? []).map((value) => <option value={`${name} = '${value}'`} />),
        )}
      </datalist>
      <p>
        <button type="submit" name="do" value="preview">
          Preview
        </button>{' '}
        <button type="submit" name="do" value="document">
          Go on as OpenSLO
        </button>{' '}
        <button type="submit" name="do" value="save">
          Save
        </button>
      </p>
      <details>
        <summary>{`The columns of ${draft.event}`}</summary>
        <dl>
          {columns.map(({ name, type, description }) => (
            <>
              <dt>
                <code>{name}</code> {type}
              </dt>
              <dd>
                {description} {(values.get(name) ?? []).join(', ')}
              </dd>
            </>
          ))}
        </dl>
      </details>
    </form>
  );
}

interface FieldProps {
  readonly name: keyof SloDraft;
  readonly label: string;
  readonly draft: SloDraft;
}

function Text({
  name,
  label,
  draft,
  example,
  list,
  isRequired,
}: FieldProps & { readonly example?: string; readonly list?: string; readonly isRequired?: boolean }) {
  return (
    <label for={`slo-${name}`}>
      {label}
      <input
        id={`slo-${name}`}
        name={name}
        value={draft[name]}
        placeholder={example}
        list={list}
        required={isRequired}
        autocomplete="off"
      />
    </label>
  );
}

function Choice({ name, label, draft, options }: FieldProps & { readonly options: readonly string[] }) {
  return (
    <label for={`slo-${name}`}>
      {label}
      <select id={`slo-${name}`} name={name}>
        {options.map((option) => (
          <option value={option} selected={option === draft[name]}>
            {option === '' ? 'none' : option}
          </option>
        ))}
      </select>
    </label>
  );
}
