import { decideGate, type GateAnswer, type GatedSlo } from '../act/gate/decide-gate.ts';
import type { GateSettings, Risk } from '../act/gate/gate-settings.ts';
import { CisloError } from '../model/error.ts';
import type { Objective } from '../model/objective.ts';
import type { Viewer } from '../model/viewer.ts';
import { annotationsOf } from '../slo/slo-annotations.ts';
import type { ReadDoor } from '../store/read/read-door.ts';
import { windowBounds } from '../time/window-bounds.ts';
import { readSloStatus, type SloStatusStore } from './read-slo-status.ts';

/** What a decision is read from. */
export type GateReads = SloStatusStore & Pick<ReadDoor, 'readObjectives' | 'listSloEvents'>;

/** Which SLOs decide about a change, and how much it may break. */
export interface GateQuestion {
  /** Ids; empty: those of the services alone. */
  readonly slos: readonly string[];
  /** Names; their SLOs decide as well. */
  readonly services: readonly string[];
  readonly risk: Risk;
}

/** Who may approve where neither the settings nor the SLOs name anybody. */
const anyAdmin = 'an admin of cislo';
/** So many of the latest bad events tell which job costs most. */
const latestBad = 200;

/**
 * Decides about a change by how SLOs stand now.
 *
 * @throws CisloError bad_request when neither an SLO nor a service is given, not_found for one that there is not
 */
export async function readGate(
  read: GateReads,
  viewer: Viewer,
  question: GateQuestion,
  settings: GateSettings,
  now: number,
): Promise<GateAnswer> {
  const objectives = choose(await read.readObjectives(viewer), question);
  const readings = await readSloStatus(read, viewer, objectives, now);
  const slos = await Promise.all(
    readings.map(async ({ objective, status }): Promise<GatedSlo> => {
      const isHeld = settings.matrix[status.status][question.risk] !== 'approve';
      const owner = settings.productOwners[objective.service] ?? annotationsOf(objective).owner;
      return {
        id: objective.name,
        displayName: objective.displayName,
        service: objective.service,
        status: status.status,
        reason: status.reason,
        budgetRemainingRatio: status.budget_remaining_ratio,
        approvers: [owner ?? anyAdmin],
        costliestJob: isHeld ? await findCostliestJob(read, viewer, objective, now) : null,
      };
    }),
  );
  return decideGate(slos, question.risk, settings);
}

function choose(all: readonly Objective[], { slos, services }: GateQuestion): readonly Objective[] {
  if (slos.length === 0 && services.length === 0) {
    const allowed = 'the id of an SLO, or service=NAME';
    throw new CisloError('bad_request', `'slo' must be given, or 'service'; ask with ${allowed}`, {
      wrong: { parameter: 'slo', allowed },
    });
  }
  requireAll(
    'SLO',
    slos,
    all.map(({ name }) => name),
  );
  requireAll(
    'service',
    services,
    all.map(({ service }) => service),
  );
  return all.filter(({ name, service }) => slos.includes(name) || services.includes(service));
}

function requireAll(what: string, asked: readonly string[], known: readonly string[]): void {
  const unknown = asked.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const names = [...new Set(known)].join(', ') || 'none';
  throw new CisloError('not_found', `there is no ${what} '${unknown.slice(0, 100)}'; there are: ${names}`);
}

/** The job with the most of the latest bad events, as `name in owner/repository`. */
async function findCostliestJob(
  read: GateReads,
  viewer: Viewer,
  objective: Objective,
  now: number,
): Promise<string | null> {
  if (objective.indicator.eventType !== 'job-run') return null;
  const { from, to } = windowBounds(objective.window, now);
  const { items } = await read.listSloEvents(viewer, objective.name, {
    verdict: 'bad',
    since: from,
    until: to,
    limit: latestBad,
  });
  const counts = new Map<string, number>();
  for (const { attributes } of items) {
    const job = `${attributes['name']} in ${attributes['repository']}`;
    counts.set(job, (counts.get(job) ?? 0) + 1);
  }
  const [worst] = [...counts].sort(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1));
  return worst?.[0] ?? null;
}
