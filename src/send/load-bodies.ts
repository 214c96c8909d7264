import { deliveryGuid } from '../demo/delivery-guid.ts';
import { generateMonth } from '../demo/generate-month.ts';
import { createRandom } from '../demo/random.ts';
import { type BodyTemplate, type Copy, makeTemplate, stampBody } from './body-template.ts';
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

/** Deliveries of one copy of the month; about 40 repositories. */
const templateCount = 2_000;
/** So many copies have repositories of their own: 1,000 in all. The next ones bring them new pull requests. */
const repositorySets = 25;

/**
 * Endless realistic deliveries: a month of pull requests, builds and tests, in its own order and mix of events, over and over, each time of
 * other repositories or other pull requests. The first `ring` are signed ahead, so that a short run spends no time on it; later ones are
 * signed when they are sent.
 */
export function loadBodies(options: LoadBodiesOptions): () => SignedDelivery {
  const { seed, size, now, secret, ring = 4_096 } = options;
  const random = createRandom(`${seed}/load`);
  const templates = makeTemplates(seed, size, now);
  const firstMark = random.between(0, 0xffff_ffff);
  let made = 0;

  function copyOf(round: number): Copy {
    const mark = ((firstMark + round) % 0x1_0000_0000).toString(16).padStart(8, '0');
    return { set: round % repositorySets, era: Math.floor(round / repositorySets) % 900, mark };
  }
  function make(): SignedDelivery {
    const template = templates[made % templates.length] as BodyTemplate;
    const body = stampBody(template, copyOf(Math.floor(made / templates.length)));
    made += 1;
    return { guid: deliveryGuid(now, random), event: template.event, signature: sign(body, secret), body };
  }
  const ready = Array.from({ length: ring }, make).reverse();
  return () => ready.pop() ?? make();
}

function makeTemplates(seed: string, size: LoadSize, now: number): readonly BodyTemplate[] {
  const month = generateMonth({ seed, end: Math.floor(now / 1000) * 1000, deliveries: templateCount });
  const templates: BodyTemplate[] = [];
  for (const { event, payload } of month.deliveries) {
    const wanted = size === '10k' || (size === 'mix' && templates.length % 2 === 0) ? 10_240 : 20_480;
    templates.push(makeTemplate(event, payload as object, wanted));
  }
  return templates;
}
