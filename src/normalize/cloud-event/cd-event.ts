import { unknownJobFacts } from '../../model/job-facts.ts';
import type { JobObservation, JobPhase, Quirk } from '../../model/observation.ts';
import { parseTimestamp } from '../../time/parse-timestamp.ts';
import { addQuirk } from '../add-quirk.ts';
import { asFields, type Fields } from '../fields.ts';
import { hostOfUrl } from '../host-name.ts';
import { idFromName } from '../id-from-name.ts';
import { readLink } from '../read-link.ts';
import { readSha } from '../read-sha.ts';
import { readText, textLimits } from '../read-text.ts';

interface Telling {
  readonly type: string;
  readonly source: string;
  readonly data: unknown;
  /** When it happened, ms. */
  readonly at: number;
  /** It adds what surprises it. */
  readonly quirks: Quirk[];
}

const typePattern = /^dev\.cdevents\.([a-z]+)\.([a-z]+)\.\d/;
const phases: Readonly<Record<string, JobPhase>> = {
  queued: 'queued',
  started: 'started',
  finished: 'final',
  skipped: 'final',
};
/** The words of all versions of the specification; those of older ones are pass and fail. */
const outcomes: Readonly<Record<string, string>> = {
  success: 'success',
  pass: 'success',
  failure: 'failure',
  fail: 'failure',
  error: 'error',
  cancel: 'cancelled',
  cancelled: 'cancelled',
  skipped: 'skipped',
};

/** What a run is named by: the subjects that have a name of their own, each with where it stands. */
const namers: Readonly<Record<string, (content: Fields) => unknown>> = {
  pipelinerun: (content) => content['pipelineName'],
  taskrun: (content) => content['taskName'],
  testcaserun: (content) => nameOf(content['testCase']),
  testsuiterun: (content) => nameOf(content['testSuite']),
  build: (content) => content['buildName'],
};
/** What stands before or for the name, so that the words of the kind rules find what is a build and what a test. */
const prefixes: Readonly<Record<string, string>> = {
  testcaserun: 'test case',
  testsuiterun: 'test suite',
  build: 'build',
};

/** Is it an event of CDEvents, by its type? https://cdevents.dev/docs/cloudevents-binding/ */
export function isCdEvent(type: string): boolean {
  return type.startsWith('dev.cdevents.');
}

/** How a CDEvent says that its subject ended, in our words; null when it does not say. */
export function readCdOutcome(type: string, data: unknown): string | null {
  const [, subject = '', predicate = ''] = typePattern.exec(type) ?? [];
  if (predicate === 'skipped') return 'skipped';
  const fields = asFields(data);
  const content = asFields(asFields(fields['subject'])['content']);
  const told = content['outcome'] ?? asFields(fields['customData'])['outcome'];
  const word = typeof told === 'string' ? told.trim().toLowerCase() : '';
  if (Object.hasOwn(outcomes, word)) return outcomes[word] as string;
  // A finished build has no outcome in the specification: one that names its artifact has made it.
  const hasArtifact = subject === 'build' && typeof content['artifactId'] === 'string' && content['artifactId'] !== '';
  return predicate === 'finished' && hasArtifact ? 'success' : null;
}

/**
 * What a CDEvent tells of a run on a commit: pipeline, task, build, test case and test suite runs, queued, started, finished or skipped. null
 * for every other event, and (quirk `missing_commit`) where it names no commit: `customData` must hold it as `sha`, `commit`, `head_sha` or
 * `revision`. https://cdevents.dev/docs/core/
 */
export function readCdEvent({ type, source, data, at, quirks }: Telling): JobObservation | null {
  const [, subjectType = '', predicate = ''] = typePattern.exec(type) ?? [];
  const phase = Object.hasOwn(phases, predicate) ? phases[predicate] : undefined;
  if (phase === undefined || !Object.hasOwn(namers, subjectType)) return null;
  const fields = asFields(data);
  const subject = asFields(fields['subject']);
  const content = asFields(subject['content']);
  const custom = asFields(fields['customData']);
  const headSha = readSha(custom['sha'] ?? custom['commit'] ?? custom['head_sha'] ?? custom['revision'], quirks);
  if (headSha === null) {
    addQuirk(quirks, 'missing_commit');
    return null;
  }
  const told = parseTimestamp(asFields(fields['context'])['timestamp']) ?? at;
  const own = readText(namers[subjectType]?.(content) ?? custom['name'], textLimits.name, quirks);
  const name = [prefixes[subjectType] ?? null, own].filter((part) => part !== null).join(': ');
  const id = readText(subject['id'], textLimits.name, quirks);
  const outcome = readCdOutcome(type, data);
  return {
    type: 'job',
    source: 'cdevent',
    externalId: id === null ? null : -idFromName(JSON.stringify([source, subjectType, id])),
    headSha,
    name: name === '' ? subjectType : name,
    app: providerOf(source),
    sender: null,
    phase,
    conclusion: phase === 'final' ? (outcome ?? '') : null,
    text: readText(content['reason'] ?? content['errors'], textLimits.text, quirks),
    at: told,
    queuedAt: phase === 'queued' ? told : null,
    startedAt: phase === 'started' ? told : null,
    finishedAt: phase === 'final' ? told : null,
    runId: null,
    runAttempt: null,
    workflow: null,
    event: null,
    branch: readText(custom['branch'], textLimits.name, quirks),
    pullRequests: [],
    runnerLabels: [],
    ...unknownJobFacts,
    ownStepsRan: null,
    stepsCutOff: null,
    copied: false,
    url: readLink(content['url'] ?? content['uri'], quirks),
    quirks,
  };
}

function nameOf(value: unknown): unknown {
  const { name, id } = asFields(value);
  return name ?? id;
}

/** The CI system: the host of its source's address, else the first word of the source's path. */
function providerOf(source: string): string | null {
  return hostOfUrl(source) ?? source.split(/[/?#]/).find((word) => word !== '' && !word.endsWith(':')) ?? null;
}
