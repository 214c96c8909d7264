import { createSecretKey } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OwnApp } from '../normalize/own-app.ts';
import { type IgnoredDelivery, readDelivery } from '../normalize/read-delivery.ts';
import type { Store } from '../store/store.ts';
import { type Batcher, createBatcher, type Stored } from './batcher.ts';
import {
  accepted,
  badRequest,
  type DoorOutcome,
  doorFailed,
  ignored,
  notPosted,
  notSetUp,
  tooLarge,
  unauthorized,
  unavailable,
} from './door-answers.ts';
import { type DoorLimits, doorLimits } from './door-limits.ts';
import type { DoorResult } from './door-result.ts';
import { eventLabel } from './event-label.ts';
import type { Log } from './log.ts';
import { createLogLimiter } from './log-limiter.ts';
import { createMemoryBudget } from './memory-budget.ts';
import { parsePayload } from './parse-payload.ts';
import { type BodyProblem, readBody } from './read-body.ts';
import { readDeliveryHeaders } from './read-delivery-headers.ts';
import { sendAnswer } from './send-answer.ts';
import { readSignature, verifySignature } from './verify-signature.ts';

export interface DoorOptions {
  /** The secrets that a delivery may be signed with. When the list is empty nothing can be verified, and every delivery gets 503. */
  readonly secrets: readonly string[];
  /** GitHub hosts whose deliveries are kept. */
  readonly hosts: readonly string[];
  /** This App: its own checks and statuses are not stored. Default: none. */
  readonly ownApp?: OwnApp | undefined;
  readonly store: Pick<Store, 'append' | 'keepAside'>;
  readonly log: Log;
  /** Milliseconds, UTC. */
  readonly clock: () => number;
  /** Called once a request; `event` is one of a bounded set. */
  readonly onDelivery?: (event: string, result: DoorResult, seconds: number) => void;
  /** Called for a delivery that is about no repository, which leaves no line in the log. The delivery is answered when this resolves. */
  readonly onOther?: (event: string, payload: object) => Promise<void>;
  readonly limits?: Partial<DoorLimits>;
}

export interface Door {
  /** Answers a request on the webhook path. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Stores a delivery that is verified already, as the door stores its own. */
  accept(guid: string, event: string, payload: object, enterpriseHost?: string): Promise<Stored | 'ignored'>;
  /** Deliveries waiting for their commit. */
  waiting(): number;
  /** Refuses new deliveries; resolves when those under way are committed and answered. */
  close(): Promise<void>;
}

/**
 * The webhook door. The signature is checked over the raw bytes before anything else looks at them; 2xx means that the
 * delivery is committed (or is none of ours). Refusals say what is missing and nothing about secrets or the body.
 */
export function createDoor(options: DoorOptions): Door {
  const { hosts, ownApp, store, log, clock, onDelivery } = options;
  const secrets = options.secrets.map((secret) => createSecretKey(Buffer.from(secret)));
  const limits: DoorLimits = { ...doorLimits, ...options.limits };
  const batcher: Batcher = createBatcher({ store, log, clock, limits });
  const budget = createMemoryBudget(limits.maxBytesInFlight);
  const mayLog = createLogLimiter(clock, 60);
  const comeBack = unavailable(limits.retryAfterSeconds);

  async function receive(request: IncomingMessage): Promise<DoorOutcome> {
    if (request.method !== 'POST') return notPosted;
    if (secrets.length === 0) return notSetUp(limits.retryAfterSeconds);
    if (Number(request.headers['content-length']) > limits.maxBodyBytes) return tooLarge(limits.maxBodyBytes);
    const signature = readSignature(oneHeader(request, 'x-hub-signature-256'));
    if (signature === null) return unauthorized('x-hub-signature-256' in request.headers ? 'malformed' : 'missing');
    if (batcher.waiting() >= limits.maxWaiting) return comeBack;
    const body = await readBody(request, limits.maxBodyBytes, budget);
    if (body.bytes === null) return bodyProblem(body.problem);
    try {
      if (!verifySignature(body.bytes, signature, secrets)) return unauthorized('wrong');
      return await keep(request, body.bytes);
    } finally {
      budget.give(body.bytes.length);
    }
  }

  async function keep(request: IncomingMessage, bytes: Buffer): Promise<DoorOutcome> {
    const headers = readDeliveryHeaders(request.headers);
    if (typeof headers === 'string') return badRequest(headers);
    const payload = parsePayload(bytes, limits.maxDepth);
    if (payload.value === null) return { ...badRequest(payload.problem), guid: headers.guid };
    const entries = readDelivery({ ...headers, payload: payload.value, receivedAt: clock() }, { hosts, ownApp });
    if ('ignored' in entries) {
      const handled = await passOn(entries, headers.guid, headers.event, payload.value);
      return handled ? ignored(entries.ignored) : { ...comeBack, guid: headers.guid };
    }
    const result = await batcher.add(entries, bytes);
    return { ...(result === 'unavailable' ? comeBack : accepted[result]), guid: headers.guid };
  }

  /** Whether the receiver of such deliveries took this one; true when there is no receiver. */
  async function passOn(
    { ignored: reason }: IgnoredDelivery,
    guid: string,
    event: string,
    payload: object,
  ): Promise<boolean> {
    if (reason !== 'no_repository' || options.onOther === undefined) return true;
    try {
      await options.onOther(event, payload);
      return true;
    } catch (error) {
      log.warn({ err: error, delivery: guid, event }, 'A delivery could not be handled; its sender gets 503');
      return false;
    }
  }

  function bodyProblem(problem: BodyProblem): DoorOutcome {
    if (problem === 'too_large') return tooLarge(limits.maxBodyBytes);
    return problem === 'aborted' ? { result: 'aborted', answer: null } : comeBack;
  }

  function report(outcome: DoorOutcome, request: IncomingMessage): void {
    const status = outcome.answer?.status ?? 0;
    // A bug of ours was logged where it happened.
    if (status < 400 || outcome.result === 'failed') return;
    const { allowed, heldBack } = mayLog();
    if (!allowed) return;
    const delivery = outcome.guid ?? oneHeader(request, 'x-github-delivery')?.slice(0, 200) ?? null;
    log.warn({ delivery, status, result: outcome.result, heldBack }, 'A delivery was refused');
  }

  return {
    async handle(request, response) {
      const startedAt = performance.now();
      let outcome: DoorOutcome;
      try {
        outcome = await receive(request);
      } catch (error) {
        log.error(
          { err: error, delivery: oneHeader(request, 'x-github-delivery')?.slice(0, 200) ?? null },
          'A request on the webhook path failed',
        );
        outcome = doorFailed;
      }
      if (outcome.answer !== null) sendAnswer(request, response, outcome.answer);
      report(outcome, request);
      const event = eventLabel(oneHeader(request, 'x-github-event') ?? '');
      onDelivery?.(event, outcome.result, (performance.now() - startedAt) / 1000);
    },
    async accept(guid, event, payload, enterpriseHost) {
      const entries = readDelivery({ guid, event, payload, receivedAt: clock(), enterpriseHost }, { hosts, ownApp });
      if ('ignored' in entries) return (await passOn(entries, guid, event, payload)) ? 'ignored' : 'unavailable';
      return batcher.add(entries, Buffer.from(JSON.stringify(payload)));
    },
    waiting: () => batcher.waiting(),
    close: () => batcher.close(),
  };
}

/** A header that was given once. */
function oneHeader(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
