import type { Identity } from '../../../identity/identity.ts';
import { CsrfField } from '../csrf-field.tsx';

interface DocumentFormProps {
  readonly action: string;
  readonly document: string;
  readonly identity: Identity | null;
}

/** An SLO as OpenSLO, to change by hand. */
export function DocumentForm({ action, document, identity }: DocumentFormProps) {
  return (
    <form method="post" action={action} class="stacked wide">
      <CsrfField identity={identity} />
      <label for="slo-document">
        OpenSLO
        <textarea id="slo-document" name="document" spellcheck={false} required>
          {document}
        </textarea>
      </label>
      <p>
        <button type="submit" name="do" value="preview">
          Preview
        </button>{' '}
        <button type="submit" name="do" value="save">
          Save
        </button>
      </p>
    </form>
  );
}
