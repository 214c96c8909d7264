import { randomUUID } from 'node:crypto';
import type { RecoveryOptions } from './recovery-options.ts';
import { type PassResult, runPass } from './run-pass.ts';

/** Recovery in the background. */
export interface Recovery {
  /** Ends the request at hand and stops; the next start goes on where this one was. */
  stop(): Promise<void>;
}

export interface StartRecoveryOptions extends Omit<RecoveryOptions, 'holder'> {
  /** How often GitHub's list is read, ms. Default: a minute, 10 s in pull mode. */
  readonly everyMs?: number;
}

/**
 * Reads GitHub's list of deliveries at once and then again and again, and fetches the deliveries that are missing in our log. Any number of
 * replicas may run it; one at a time does the work. It never makes the process unready: the door takes deliveries whether or not GitHub's
 * API answers us.
 */
export function startRecovery(options: StartRecoveryOptions): Recovery {
  const { config, log } = options;
  const everyMs = options.everyMs ?? (config.pull ? 10_000 : 60_000);
  const withHolder = { ...options, holder: randomUUID() };
  const stopper = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let troubled = false;
  let running = turn();

  async function turn(): Promise<void> {
    let again = false;
    try {
      const pass = await runPass(withHolder, stopper.signal);
      report(pass);
      again = pass.again;
    } catch (error) {
      if (!troubled) log.warn({ err: error }, 'Recovery of missed deliveries failed and will be tried again');
      troubled = true;
    }
    if (stopper.signal.aborted) return;
    timer = setTimeout(
      () => {
        running = turn();
      },
      again ? 0 : everyMs,
    );
  }

  /** Logs a problem once when it begins, and once when it is over. */
  function report({ result, listed, recovered, lost, postponed, setback }: PassResult): void {
    const counts = { listed, recovered, lost, postponed };
    if (recovered + lost > 0) log.info(counts, 'Fetched missed deliveries from GitHub');
    else log.debug({ ...counts, result }, "Read GitHub's list of deliveries");
    if (setback === null || stopper.signal.aborted) {
      if (troubled && result === 'done') {
        troubled = false;
        log.info({}, "GitHub's list of deliveries can be read again");
      }
      return;
    }
    if (setback.type === 'limited') {
      log.warn(
        { until: new Date(setback.until).toISOString() },
        "GitHub's rate limit is used up; recovery goes on after it",
      );
    } else if (!troubled) {
      const why = setback.type === 'refused' ? { status: setback.status } : { reason: setback.reason };
      log.warn(
        why,
        "GitHub's list of deliveries cannot be read and will be tried again; check APP_ID and the private key if this stays",
      );
    }
    troubled = true;
  }

  return {
    async stop() {
      stopper.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
