import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Definitions } from '../../../src/explain/definitions.ts';
import { type ExplainedRevision, explainRevisionById } from '../../../src/explain/explain-revision-by-id.ts';
import { type ExplainedRun, explainRunById } from '../../../src/explain/explain-run-by-id.ts';
import { decisions } from '../../../src/model/decisions.ts';
import type { RulePlace } from '../../../src/model/rules.ts';
import { systemViewer } from '../../../src/model/viewer.ts';
import type { VerdictExplanation } from '../../../src/slo/explain-verdict.ts';
import { shuffled } from '../replicas/shuffled.ts';
import { type ExplainedCorpus, openExplainedCorpus } from './support/explained-corpus.ts';
import { valuesAtLine } from './support/value-at-line.ts';

let corpus: ExplainedCorpus;
beforeAll(async () => {
  corpus = await openExplainedCorpus();
}, 600_000);
afterAll(() => corpus.remove());

const rowCount = 200;
const deciding = ['end_lost', 'no_conclusion', 'dismissed', 'refused', 'wait_given_up'];

function definitions(): Definitions {
  const { objectives, rules, settle } = corpus.config;
  return { objectives, rules, graceMs: settle.graceMs };
}

async function explainedRun(id: string): Promise<ExplainedRun> {
  const explained = await explainRunById(corpus.store.read, systemViewer, definitions(), id, corpus.now);
  if (explained === null) throw new Error(`nothing explains the run ${id}`);
  return explained;
}

async function explainedRevision(id: string): Promise<ExplainedRevision> {
  const explained = await explainRevisionById(corpus.store.read, systemViewer, definitions(), id, corpus.now);
  if (explained === null) throw new Error(`nothing explains the revision ${id}`);
  return explained;
}

/** The rule on a line: a map of which these fields have these values. */
function holdsRule(place: RulePlace | null, fields: Readonly<Record<string, unknown>>): boolean {
  if (place === null) return false;
  return valuesAtLine(place).some(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      Object.entries(fields).every(([name, wanted]) => (value as Record<string, unknown>)[name] === wanted),
  );
}

function wrongPlaces({ run, provider, kind, role, state, observations, decisions }: ExplainedRun): readonly string[] {
  const isDecided = decisions.some(({ id }) => deciding.includes(id));
  const isHollow = decisions.some(({ id }) => id === 'no_conclusion');
  const wrong = {
    provider: provider.place === null || holdsRule(provider.place, { name: run.provider }),
    kind:
      run.kind === 'other' || run.kind === 'deploy'
        ? holdsRule(kind.place, { kind: run.kind }) || holdsRule(kind.place, { name: run.provider, role: run.role })
        : holdsRule(kind.place, { kind: run.kind }),
    role:
      role.place === null
        ? run.role === 'ci'
        : holdsRule(role.place, { role: run.role }) || holdsRule(role.place, { name: run.provider }),
    state: isHollow || holdsRule(state.place, isDecided ? {} : { state: run.state }),
    observations: observations.every(({ place, builtIn, state: read }) =>
      builtIn === null ? holdsRule(place, { state: read }) : builtIn === 'no_conclusion',
    ),
  };
  return Object.entries(wrong).flatMap(([name, isRight]) => (isRight ? [] : [`${run.id} ${run.name}: ${name}`]));
}

function wrongConditions(verdicts: readonly VerdictExplanation[]): readonly string[] {
  return verdicts.flatMap(({ slo, because }) =>
    because
      .filter(({ text, place }) => !valuesAtLine(place).includes(text))
      .map(({ condition, place }) => `${slo} ${condition} at ${place.file}:${place.line}`),
  );
}

function settled(verdicts: readonly VerdictExplanation[]) {
  return verdicts
    .filter(({ verdict }) => verdict !== 'pending')
    .map(({ slo, verdict, at }) => ({ slo, verdict, at }))
    .sort((a, b) => (a.slo < b.slo ? -1 : 1));
}

describe(`of ${rowCount} rows of the recordings`, () => {
  it('the explanation of a run equals the row and its verdicts, and names lines that hold the rules', async () => {
    const rows = shuffled(corpus.runs, 'runs to explain').slice(0, rowCount);
    for (const row of rows) {
      const explained = await explainedRun(row.id);

      expect({ ...explained.run, repository: explained.repository }).toEqual(row);
      expect([explained.provider, explained.kind, explained.role, explained.state].map(({ word }) => word)).toEqual([
        row.provider,
        row.kind,
        row.role,
        row.state,
      ]);
      expect(settled(explained.verdicts)).toEqual(corpus.verdicts.get(row.id) ?? []);
      expect(wrongPlaces(explained)).toEqual([]);
      expect(wrongConditions(explained.verdicts)).toEqual([]);
    }
    expect(rows).toHaveLength(rowCount);
  });

  it('the explanation of a revision equals the row and its verdicts, and names lines and revisions that exist', async () => {
    const rows = shuffled(corpus.revisions, 'revisions to explain').slice(0, rowCount);
    for (const row of rows) {
      const explained = await explainedRevision(row.id);

      const verdict = explained.verdicts[0]?.verdict ?? null;
      expect({ ...explained.revision, repository: explained.repository, verdict }).toEqual(row);
      expect(settled(explained.verdicts)).toEqual(corpus.verdicts.get(row.id) ?? []);
      expect(wrongConditions(explained.verdicts)).toEqual([]);
      for (const { provider, places, answered } of explained.expected) {
        const named = places.map((place) =>
          valuesAtLine(place).some((value) => JSON.stringify(value).includes(provider)),
        );
        expect(named).not.toContain(false);
        for (const { changedAt, headSha } of answered)
          expect(corpus.revisions.some((one) => one.headSha === headSha && one.changedAt === changedAt)).toBe(true);
      }
    }
    expect(rows).toHaveLength(rowCount);
  });
});

/** What no recording and no case of our own shows; test/track and test/slo do. */
const elsewhere = ['job_over_check', 'dismissed', 'stays_started', 'no_deadline'];

describe('of all rows', () => {
  it('at least one shows each decision', async () => {
    const seen = new Set(elsewhere);
    for (const { id } of corpus.runs) addDecisions(seen, await explainedRun(id));
    for (const { id } of corpus.revisions) addDecisions(seen, await explainedRevision(id));

    expect(Object.keys(decisions).filter((id) => !seen.has(id))).toEqual([]);
  });
});

function addDecisions(seen: Set<string>, explained: Pick<ExplainedRun, 'decisions' | 'verdicts'>): void {
  for (const { id } of explained.decisions) seen.add(id);
  for (const { decision } of explained.verdicts) seen.add(decision.id);
}
