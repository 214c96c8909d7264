import type { LogEntry } from '../model/delivery.ts';

/** Repositories whose rows the database could not take a moment ago. */
export interface SickRepositories {
  /** Whether any of these lines is about one: it would fail again, and slow down the others. */
  has(entries: readonly LogEntry[]): boolean;
  add(entries: readonly LogEntry[]): void;
}

/** Remembers a repository for `forMs`; `clock` in ms. */
export function rememberSick(forMs: number, clock: () => number): SickRepositories {
  const until = new Map<string, number>();
  return {
    has: (entries) =>
      until.size > 0 &&
      entries.some(({ repository }) => {
        const time = until.get(nameOf(repository));
        if (time !== undefined && time <= clock()) until.delete(nameOf(repository));
        return time !== undefined && time > clock();
      }),
    add(entries) {
      for (const { repository } of entries) until.set(nameOf(repository), clock() + forMs);
    },
  };
}

function nameOf({ id, host }: LogEntry['repository']): string {
  return `${id}@${host}`;
}
