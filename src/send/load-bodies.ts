import { deliveryGuid } from '../demo/delivery-guid.ts';
import { generateMonth } from '../demo/generate-month.ts';
import { createRandom } from '../demo/random.ts';
import { sign } from './sign.ts';

/** How large the bodies are: all about 10 KB, all about 20 KB, or both in turn. */
export type LoadSize = '10k' | '20k' | 'mix';

/** A delivery that only needs to be written to a socket. */
export interface SignedDelivery {
  readonly guid: string;
  readonly event: string;
  readonly signature: string;
  readonly body: Uint8Array;
}

/** What the bodies are made from. */
export interface LoadBodiesOptions {
  /** Any text. Runs against one server need different ones, or they send the same commits again. */
  readonly seed: string;
  readonly size: LoadSize;
  /** ms; the bodies tell of the month before. */
  readonly now: number;
  readonly secret: string;
  /** How many are signed ahead, default 4,096. */
  readonly ring?: number;
}

/** A body of the made-up month with the places of its ids and its commit, so that each sending can be a delivery of its own. */
interface Template {
  readonly event: string;
  readonly bytes: Buffer;
  readonly shaPlaces: readonly number[];
  readonly idPlaces: readonly number[];
}

const idDigits = 11;
const templateCount = 400;
const jobEvents: ReadonlySet<string> = new Set(['check_run', 'workflow_job', 'status', 'pull_request', 'workflow_run']);

/**
 * Endless realistic deliveries, each with its own GUID, commit and ids. The first `ring` are signed ahead, so that a run shorter than
 * that spends nothing on it; later ones are signed as they are taken.
 */
export function loadBodies(options: LoadBodiesOptions): () => SignedDelivery {
  const { seed, size, now, secret, ring = 4_096 } = options;
  const random = createRandom(`${seed}/load`);
  const templates = makeTemplates(seed, size, now);
  const firstId = 90_000_000_000 - random.between(0, 9_000) * 1_000_000;
  const prefix = random.hex(24);
  let made = 0;

  function make(): SignedDelivery {
    const template = templates[made % templates.length] as Template;
    const body = Buffer.from(template.bytes);
    const sha = `${prefix}${(made % 0xffff_ffff).toString(16).padStart(16, '0')}`;
    for (const place of template.shaPlaces) body.write(sha, place, 'latin1');
    const id = String(firstId + made);
    for (const place of template.idPlaces) body.write(id, place, 'latin1');
    made += 1;
    return { guid: deliveryGuid(now, random), event: template.event, signature: sign(body, secret), body };
  }
  const ready = Array.from({ length: ring }, make).reverse();
  return () => ready.pop() ?? make();
}

/** Bodies of the month in its own mix of events, made as large as wanted. */
function makeTemplates(seed: string, size: LoadSize, now: number): readonly Template[] {
  const month = generateMonth({ seed, end: Math.floor(now / 1000) * 1000, deliveries: 3_000 });
  const templates: Template[] = [];
  for (const { event, payload } of month.deliveries) {
    if (!jobEvents.has(event)) continue;
    const wanted = size === '10k' || (size === 'mix' && templates.length % 2 === 0) ? 10_240 : 20_480;
    templates.push(makeTemplate(event, payload as Readonly<Record<string, object>>, wanted));
    if (templates.length === templateCount) break;
  }
  return templates;
}

function makeTemplate(event: string, payload: Readonly<Record<string, object>>, wanted: number): Template {
  const subject = (payload[event] ?? payload) as {
    readonly id: number;
    readonly sha?: string;
    readonly head_sha?: string;
  };
  const sha = subject.head_sha ?? subject.sha ?? (payload['pull_request'] as { head: { sha: string } }).head.sha;
  const bare = JSON.stringify(payload);
  const text = JSON.stringify({
    ...payload,
    repository: { ...payload['repository'], custom_properties: pad(wanted - bare.length) },
  });
  const bytes = Buffer.from(text);
  const id = String(subject.id);
  return {
    event,
    bytes,
    shaPlaces: placesOf(bytes, sha),
    // Ids of another length (a pull request's) stay: what they name is told again.
    idPlaces: id.length === idDigits ? placesOf(bytes, id) : [],
  };
}

/** About `length` characters of what organizations note on their repositories. */
function pad(length: number): Readonly<Record<string, string>> {
  const properties: Record<string, string> = {};
  for (let left = length, index = 1; left > 0; left -= 90, index += 1) {
    properties[`property_${String(index).padStart(3, '0')}`] =
      'https://registry.example.com/catalogue/entities/component'.padEnd(70, '/x');
  }
  return properties;
}

function placesOf(bytes: Buffer, text: string): readonly number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + text.length)) places.push(at);
  return places;
}
