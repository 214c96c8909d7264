interface Line {
  readonly urgent: boolean;
  /** null: the connection lets go of the session. */
  readonly steps: ((() => Promise<void>) | null)[];
}

/**
 * Lets many connections take turns on one database session. A connection has the session from its first step until it
 * lets go, so that a transaction is never mixed with what others do; a free session goes to the one that has waited
 * longest, the urgent before the others. One step is done at a time. Names of connections are never used again.
 */
export class SessionQueue {
  readonly #lines = new Map<string, Line>();
  #owner: string | null = null;
  #running = false;

  /** Does `step` when its turn has come. It must not reject. */
  add(connection: string, urgent: boolean, step: () => Promise<void>): void {
    const line = this.#lines.get(connection);
    if (line === undefined) this.#lines.set(connection, { urgent, steps: [step] });
    else line.steps.push(step);
    void this.#run();
  }

  /** Lets go of the session after the steps so far; nothing happens when the connection never wanted anything. */
  release(connection: string): void {
    const line = this.#lines.get(connection);
    if (line !== undefined) line.steps.push(null);
    else if (this.#owner === connection) this.#lines.set(connection, { urgent: true, steps: [null] });
    void this.#run();
  }

  /** For the connections of a client that is gone: drops their waiting steps. The one that has the session rolls back and lets go. */
  abandon(isGone: (connection: string) => boolean, clearUp: () => Promise<void>): void {
    for (const connection of [...this.#lines.keys()]) if (isGone(connection)) this.#lines.delete(connection);
    if (this.#owner === null || !isGone(this.#owner)) return;
    this.add(this.#owner, true, clearUp);
    this.release(this.#owner);
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (let step = this.#next(); step !== undefined; step = this.#next()) {
      if (step === null) this.#owner = null;
      else await step();
    }
    this.#running = false;
  }

  #next(): (() => Promise<void>) | null | undefined {
    const connection = this.#owner ?? this.#firstInLine();
    const line = connection === undefined ? undefined : this.#lines.get(connection);
    if (connection === undefined || line === undefined) return undefined;
    this.#owner = connection;
    const step = line.steps.shift();
    if (line.steps.length === 0) this.#lines.delete(connection);
    return step;
  }

  #firstInLine(): string | undefined {
    let first: string | undefined;
    for (const [connection, { urgent }] of this.#lines) {
      if (urgent) return connection;
      first ??= connection;
    }
    return first;
  }
}
