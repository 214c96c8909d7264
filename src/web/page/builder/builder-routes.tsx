import { z } from '@hono/zod-openapi';
import { columnsByName } from '../../../event/columns.ts';
import { draftOpenSlo, type SloDraft } from '../../../generate/draft-openslo.ts';
import { CisloError } from '../../../model/error.ts';
import { type EventType, eventTypes } from '../../../model/objective.ts';
import type { Problem } from '../../../model/problem.ts';
import { sloNameOf } from '../../../model/slo-name-of.ts';
import type { Viewer } from '../../../model/viewer.ts';
import type { SloPreview } from '../../../status/preview-slo.ts';
import { findObjective } from '../../api/find-objective.ts';
import { sloId } from '../../api/slo-routes.ts';
import { actorOf, previewDocument, readDocument, refuseElsewhere, requireSeen } from '../../api/stored-documents.ts';
import { anyQuery, defineRoute } from '../../route/define-route.ts';
import type { RouteRequest } from '../../route/route.ts';
import { htmlResponse } from '../html-response.ts';
import { Layout } from '../layout.tsx';
import type { PageParts } from '../page-routes.tsx';
import { sloAddress } from '../slo-address.ts';
import { BuilderForm } from './builder-form.tsx';
import { DocumentForm } from './document-form.tsx';
import { EditPage } from './edit-page.tsx';
import { PreviewSection, ProblemList } from './preview-section.tsx';

const html = { type: 'html', formOrigins: [] } as const;
const field = z.string().max(2000).default('');
const draftShape = {
  name: field,
  displayName: field,
  description: field,
  service: field,
  event: field,
  where: field,
  good: field,
  exclude: field,
  from: field,
  until: field,
  within: field,
  target: field,
  window: field,
  method: field,
  slice: field,
  sliceTarget: field,
  tier: field,
  owner: field,
  contact: field,
  groupBy: field,
  visibleTo: field,
} satisfies Record<keyof SloDraft, z.ZodType>;
const newDraft: SloDraft = {
  ...(Object.fromEntries(Object.keys(draftShape).map((name) => [name, ''])) as unknown as SloDraft),
  event: 'job-run',
  service: 'ci',
  where: "kind = 'build' and role = 'ci' and state != 'waiting'",
  good: "state in ('success', 'failure')",
  exclude: "state = 'unknown' or resolved and state in ('cancelled', 'skipped') or abandoned_at <= deadline_at",
  from: 'queued_at',
  until: 'finished_at',
  within: '12h',
  target: '98',
  window: '30d',
  method: 'Occurrences',
};

/** What came of reading, previewing or storing a document. */
interface Outcome {
  readonly preview: SloPreview | null;
  readonly target: number;
  readonly problems: readonly Problem[];
}

const nothingYet: Outcome = { preview: null, target: 1, problems: [] };

const begin = defineRoute({
  path: '/slos/new',
  operationId: 'showBuilder',
  summary: 'The form of a new SLO',
  access: 'write',
  query: anyQuery,
  answer: html,
  handle: (parts: PageParts, { viewer, identity }) => showBuilder(parts, viewer, identity, newDraft, nothingYet),
});

const build = defineRoute({
  method: 'POST',
  path: '/slos/new',
  operationId: 'buildSlo',
  summary: 'Previews what a form asks for, shows it as OpenSLO, or stores it',
  access: 'write',
  form: z.object({
    csrf: z.string().optional(),
    do: z.enum(['preview', 'document', 'save']).default('preview'),
    ...draftShape,
  }),
  answer: html,
  handle: async (parts: PageParts, { viewer, identity, body: { do: action, csrf: _csrf, ...draft } }) => {
    const document = draftOpenSlo(draft);
    if (action === 'document') return showDocument(parts, identity, '/slos/new/document', document, nothingYet);
    const outcome = await outcomeOf(parts, viewer, identity, action, document, 'create');
    return outcome instanceof Response ? outcome : showBuilder(parts, viewer, identity, draft, outcome);
  },
});

const documentForm = z.object({
  csrf: z.string().optional(),
  do: z.enum(['preview', 'save']).default('preview'),
  document: z.string().max(500_000),
});

const buildDocument = defineRoute({
  method: 'POST',
  path: '/slos/new/document',
  operationId: 'buildSloDocument',
  summary: 'Previews or stores a new SLO that was written as OpenSLO',
  access: 'write',
  form: documentForm,
  answer: html,
  handle: async (parts: PageParts, { viewer, identity, body: { do: action, document } }) => {
    const outcome = await outcomeOf(parts, viewer, identity, action, document, 'create');
    return outcome instanceof Response
      ? outcome
      : showDocument(parts, identity, '/slos/new/document', document, outcome);
  },
});

const edit = defineRoute({
  path: '/slos/{id}/edit',
  operationId: 'showSloDocument',
  summary: 'An SLO as OpenSLO, who changed it when, and, where it is stored, a form that changes it',
  access: 'write',
  params: sloId,
  query: anyQuery,
  answer: html,
  handle: async (parts: PageParts, { viewer, identity, params: { id } }) =>
    showEdit(parts, viewer, identity, id, null, nothingYet),
});

const change = defineRoute({
  method: 'POST',
  path: '/slos/{id}/edit',
  operationId: 'changeSloDocument',
  summary: 'Previews or stores a change of an SLO',
  access: 'write',
  params: sloId,
  form: documentForm,
  answer: html,
  handle: async (parts: PageParts, { viewer, identity, params: { id }, body: { do: action, document } }) => {
    await requireSeen(parts.read, viewer, id);
    const outcome = await outcomeOf(parts, viewer, identity, action, document, 'replace', sloNameOf(id));
    return outcome instanceof Response ? outcome : showEdit(parts, viewer, identity, id, document, outcome);
  },
});

const remove = defineRoute({
  method: 'POST',
  path: '/slos/{id}/delete',
  operationId: 'removeSlo',
  summary: 'Deletes a stored SLO with its numbers; its versions stay in the database',
  access: 'write',
  params: sloId,
  form: z.object({ csrf: z.string().optional() }),
  answer: html,
  handle: async ({ read, changeSlo }: PageParts, { viewer, identity, params: { id } }) => {
    await requireSeen(read, viewer, id);
    await changeSlo('delete', { name: sloNameOf(id), content: null, changedBy: actorOf(identity) });
    return seeOther('/');
  },
});

type Who = RouteRequest['identity'];

/** Previews a document, or stores it and leads to its page. What is wrong with it is told beside the form. */
async function outcomeOf(
  parts: PageParts,
  viewer: Viewer,
  identity: Who,
  action: 'preview' | 'save',
  document: string,
  how: 'create' | 'replace',
  name?: string,
): Promise<Outcome | Response> {
  try {
    const read = readDocument(document, name);
    refuseElsewhere(viewer, read.content.objectives);
    const [objective] = read.content.objectives;
    if (action === 'preview')
      return {
        preview: await previewDocument(parts, viewer, document),
        target: objective?.targetRatio ?? 1,
        problems: [],
      };
    await parts.changeSlo(how, { ...read, changedBy: actorOf(identity) });
    return seeOther(sloAddress({ id: read.name }));
  } catch (error) {
    if (!(error instanceof CisloError)) throw error;
    const said = {
      file: 'stored',
      line: 1,
      column: 1,
      path: 'metadata.name',
      rule: error.code,
      message: error.message,
    };
    if (error.code === 'bad_slo') return { ...nothingYet, problems: error.problems };
    if (['conflict', 'not_allowed', 'source_unreachable', 'source_refused'].includes(error.code))
      return { ...nothingYet, problems: [said] };
    throw error;
  }
}

async function showBuilder(
  { read, assets, tiers }: PageParts,
  viewer: Viewer,
  identity: Who,
  draft: SloDraft,
  outcome: Outcome,
): Promise<Response> {
  const event: EventType = eventTypes.find((type) => type === draft.event) ?? 'job-run';
  const columns = [...columnsByName(event, true).values()];
  const providers = await read.readNamedProviders(viewer, 50);
  const values = new Map(
    columns.map(({ name, values: only }) => [name, name === 'provider' ? providers : (only ?? [])]),
  );
  return htmlResponse(
    <Layout title="New SLO: cislo" heading="A new SLO" assets={assets} liveSeconds={0} identity={identity}>
      <Outcomes outcome={outcome} />
      <BuilderForm draft={draft} identity={identity} columns={columns} values={values} tiers={tiers} />
    </Layout>,
    outcome.problems.length > 0 ? 422 : 200,
  );
}

function showDocument(
  { assets }: PageParts,
  identity: Who,
  action: string,
  document: string,
  outcome: Outcome,
): Promise<Response> {
  return htmlResponse(
    <Layout title="New SLO: cislo" heading="A new SLO as OpenSLO" assets={assets} liveSeconds={0} identity={identity}>
      <Outcomes outcome={outcome} />
      <DocumentForm action={action} document={document} identity={identity} />
    </Layout>,
    outcome.problems.length > 0 ? 422 : 200,
  );
}

async function showEdit(
  { read, readVersions, assets }: PageParts,
  viewer: Viewer,
  identity: Who,
  id: string,
  document: string | null,
  outcome: Outcome,
): Promise<Response> {
  const objective = await findObjective(read, viewer, id);
  const versions = await readVersions(sloNameOf(id));
  return htmlResponse(
    <EditPage
      objective={objective}
      document={document ?? objective.document}
      versions={versions}
      outcome={<Outcomes outcome={outcome} />}
      assets={assets}
      identity={identity}
    />,
    outcome.problems.length > 0 ? 422 : 200,
  );
}

function Outcomes({ outcome: { preview, target, problems } }: { readonly outcome: Outcome }) {
  if (problems.length > 0) return <ProblemList problems={problems} />;
  return preview === null ? null : <PreviewSection preview={preview} target={target} />;
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
}

/** SLOs are made and changed here. */
export const builderRoutes = [begin, build, buildDocument, edit, change, remove];
