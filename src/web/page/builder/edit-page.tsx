import type { Child } from 'hono/jsx';
import type { Objective } from '../../../model/objective.ts';
import { sloNameOf } from '../../../model/slo-name-of.ts';
import type { StoredVersion } from '../../../store/stored-slo/read-stored-versions.ts';
import type { PageFrame } from '../browse/page-frame.ts';
import { CsrfField } from '../csrf-field.tsx';
import { utc } from '../figures.ts';
import { Layout } from '../layout.tsx';
import { sloAddress } from '../slo-address.ts';
import { DocumentForm } from './document-form.tsx';

interface EditPageProps extends PageFrame {
  readonly objective: Objective;
  /** As it stands in the form. */
  readonly document: string;
  /** Newest first; none of an SLO that comes from a file. */
  readonly versions: readonly StoredVersion[];
  readonly outcome: Child;
}

/** An SLO as OpenSLO, with who changed it when. One that comes from a file is shown and cannot be changed here. */
export function EditPage({ objective, document, versions, outcome, assets, identity }: EditPageProps) {
  const { name, displayName, origin, file } = objective;
  const path = `/slos/${encodeURIComponent(name)}`;
  return (
    <Layout
      title={`Edit ${displayName}: cislo`}
      heading={displayName}
      assets={assets}
      liveSeconds={0}
      identity={identity}
    >
      <nav aria-label="Where you are">
        <a href={sloAddress({ id: name })}>Back to the SLO</a>
      </nav>
      {outcome}
      {origin === 'file' ? (
        <>
          <p class="notice">{`This SLO comes from the file ${file}, so it is changed there: edit the file and start cislo again.`}</p>
          <pre tabindex={0}>{document}</pre>
        </>
      ) : (
        <>
          <DocumentForm action={`${path}/edit`} document={document} identity={identity} />
          <section>
            <h2>Delete it</h2>
            <form method="post" action={`${path}/delete`}>
              <CsrfField identity={identity} />
              <button type="submit">{`Delete ${sloNameOf(name)} and its numbers`}</button>
            </form>
          </section>
        </>
      )}
      {versions.length === 0 ? null : (
        <section>
          <h2>Who changed it</h2>
          <ol class="timeline">
            {versions.map(({ version, changedAt, changedBy, document: before }) => (
              <li>
                <time datetime={new Date(changedAt).toISOString()}>{utc(changedAt)}</time>{' '}
                {`${changedBy ?? 'somebody'} ${before === null ? 'deleted it' : `stored version ${version}`}`}
                {before === null ? null : (
                  <details>
                    <summary>{`Version ${version}`}</summary>
                    <pre tabindex={0}>{before}</pre>
                  </details>
                )}
              </li>
            ))}
          </ol>
        </section>
      )}
    </Layout>
  );
}
