import type { UserReader } from '../github/user-reader.ts';
import type { Person, PersonRole } from '../model/viewer.ts';

/** What GitHub says about a person, at most a minute old. */
export interface PersonReader {
  /**
   * @param key of the session
   * @returns null when GitHub no longer takes the person's token
   * @throws CisloError server_unreachable when GitHub does not answer
   */
  read(key: string, login: string, token: string): Promise<Person | null>;
  /** Forgets what is remembered of a session. */
  forget(key: string): void;
}

export interface PersonReaderOptions {
  readonly readerOf: (token: string) => Pick<UserReader, 'readRepositories'>;
  /** Where the ids of repositories come from. */
  readonly host: string;
  readonly roleOf: (login: string) => PersonRole;
  /** Called with what GitHub said anew. */
  readonly onRead: (person: Person) => Promise<void>;
  /** Milliseconds. */
  readonly clock: () => number;
}

/** GitHub's answer holds so long. */
export const reachedForMs = 60_000;
/** So many people are remembered at most. */
const mostRemembered = 1_000;

interface Remembered {
  readonly at: number;
  readonly person: Promise<Person | null>;
}

/** Asks GitHub which repositories a person can reach, and remembers the answer for a minute. Requests at one time share a question. */
export function createPersonReader({ readerOf, host, roleOf, onRead, clock }: PersonReaderOptions): PersonReader {
  const remembered = new Map<string, Remembered>();

  async function ask(login: string, token: string): Promise<Person | null> {
    const repositories = await readerOf(token).readRepositories();
    if (repositories === null) return null;
    const person: Person = {
      kind: 'person',
      login,
      role: roleOf(login),
      host,
      repositoryIds: repositories.map(({ id }) => id),
      repositories: repositories.map(({ fullName }) => fullName.toLowerCase()),
    };
    await onRead(person);
    return person;
  }

  return {
    read(key, login, token) {
      const known = remembered.get(key);
      if (known !== undefined && clock() - known.at < reachedForMs) return known.person;
      const asked = { at: clock(), person: ask(login, token) };
      // What failed is asked again by the next request.
      asked.person.catch(() => {
        if (remembered.get(key) === asked) remembered.delete(key);
      });
      remembered.delete(key);
      remembered.set(key, asked);
      const [oldest] = remembered.keys();
      if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest);
      return asked.person;
    },
    forget: (key) => {
      remembered.delete(key);
    },
  };
}
