import type { Identity } from '../../identity/identity.ts';
import { CisloError } from '../../model/error.ts';
import type { Objective } from '../../model/objective.ts';
import type { Viewer } from '../../model/viewer.ts';
import { readStoredDocument, type StoredDocument } from '../../slo/read-stored-document.ts';
import { countsElsewhere } from '../../slo/sight-of.ts';
import type { MeasuredSource } from '../../source/measured-source.ts';
import { eventReads, measuredReads, type PreviewReads } from '../../status/preview-reads.ts';
import { previewSlo, type SloPreview } from '../../status/preview-slo.ts';
import type { StoredSloVersion } from '../../store/stored-slo/save-stored-slo.ts';
import type { ApiContext } from './api-context.ts';
import { findObjective } from './find-objective.ts';

/** What a document says that can be stored. */
type ReadDocument = Pick<StoredSloVersion, 'name'> & { readonly content: NonNullable<StoredSloVersion['content']> };

/**
 * What a document holds that can be stored.
 *
 * @param wanted the name that it must have; left out: any
 * @throws CisloError bad_slo with every problem
 */
export function readDocument(document: string, wanted?: string): ReadDocument {
  const { name, objectives, problems } = readStoredDocument(document);
  if (name === null) throw badSlo(problems);
  if (wanted !== undefined && name !== wanted) {
    const message = `the document's metadata.name is ${name}; it must be ${wanted.slice(0, 100)}, as in the address`;
    throw badSlo([{ file: 'stored', line: 1, column: 1, path: 'metadata.name', rule: 'same-name', message }]);
  }
  return { name, content: { document, objectives } };
}

/** What an SLO would show of the events that are stored; nothing is kept. Of several objectives the first. */
export async function previewDocument(
  {
    read,
    definitions,
    openMeasured,
    clock,
  }: Pick<ApiContext, 'definitions' | 'openMeasured' | 'clock'> & {
    readonly read: Parameters<typeof eventReads>[0] & Parameters<typeof measuredReads>[0];
  },
  viewer: Viewer,
  document: string,
): Promise<SloPreview> {
  const { graceMs } = await definitions();
  // A document that was read without a problem has at least one objective.
  const [objective] = readDocument(document).content.objectives as readonly [Objective];
  refuseElsewhere(viewer, [objective]);
  const time = { now: clock(), graceMs };
  const opened: MeasuredSource[] = [];
  const readsOf = ({ indicator }: Objective): PreviewReads => {
    if (indicator.eventType !== 'measured') return eventReads(read, viewer, indicator, time);
    /* v8 ignore next -- @preserve: the members of a composite are counted, and no composite themselves */
    if (indicator.type === 'composite') throw new TypeError('a composite is not counted itself');
    const source = openMeasured(indicator, graceMs);
    opened.push(source);
    return measuredReads(read, viewer, indicator, source, time);
  };
  try {
    return await previewSlo(readsOf, viewer, objective, time);
  } finally {
    await Promise.all(opened.map((source) => source.close()));
  }
}

/** As the audit log names whoever changes something. */
export function actorOf(identity: Identity | null): string {
  return identity?.actor ?? 'this machine';
}

/** A stored SLO that a person may not see is as if it did not exist. */
export async function requireSeen(
  door: Pick<ApiContext['read'], 'readObjectives'>,
  viewer: Viewer,
  id: string,
): Promise<void> {
  if (viewer.kind === 'person') await findObjective(door, viewer, id);
}

/**
 * An SLO that counts events without a repository shows sums that are over nobody's repositories, and one over another system makes this
 * server ask any address with any secret of its environment. So only admins and the machine may have one.
 * @throws CisloError not_allowed
 */
export function refuseElsewhere(viewer: Viewer, objectives: readonly Objective[]): void {
  if (viewer.kind !== 'person' || viewer.role === 'admin' || !objectives.some(countsElsewhere)) return;
  const message =
    'an SLO over another system, journeys, subjects or events that were sent counts what is of no repository, so only admins may store or preview one; ask an admin';
  throw new CisloError('not_allowed', message);
}

function badSlo(problems: StoredDocument['problems']): CisloError {
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return new CisloError('bad_slo', `the document has ${count}; mend it and send it again`, { problems });
}
