import type { Problem } from '../model/problem.ts';
import type { Source } from '../yaml/source.ts';
import { problemAtKey, valueAt } from '../yaml/source.ts';
import type { Path } from '../yaml/yaml-document.ts';

/** An object of a file that remembers what was read of it, so that the rest can be named. */
export interface FollowedSource {
  /** A text, or a number or boolean as the file spells it; '' where there is none. */
  text(path: Path): string;
  /** A map of texts; empty where there is none. */
  texts(path: Path): Readonly<Record<string, string>>;
  /** The number of elements of a list; 0 where there is none. */
  length(path: Path): number;
  /** Whether something stands there. Does not count as reading it. */
  has(path: Path): boolean;
  /** A note at a place. */
  note(path: Path, message: string): Problem;
  /** A note for each part that nobody read, at its key, in the order of the text. A part whose parts were all unread is told once. */
  unread(): readonly Problem[];
}

/** Follows what is read of an object. */
export function followSource(source: Source): FollowedSource {
  const seen = new Set<string>();
  const keyOf = (path: Path) => JSON.stringify(path);
  const text = (path: Path): string => {
    const value = valueAt(source, path);
    if (typeof value === 'string' || typeof value === 'boolean') seen.add(keyOf(path));
    if (typeof value === 'string') return value;
    if (typeof value === 'boolean') return String(value);
    if (typeof value !== 'number') return '';
    seen.add(keyOf(path));
    const spelt = source.document.spellingOf([...source.base, ...path]);
    // An alias is spelt with its name.
    return spelt.startsWith('*') ? String(value) : spelt;
  };
  const isUnread = (path: Path): boolean =>
    !seen.has(keyOf(path)) && partsOf(valueAt(source, path)).every((part) => isUnread([...path, part]));
  const unread = (path: Path): readonly Problem[] => {
    if (seen.has(keyOf(path))) return [];
    if (path.length > 0 && isUnread(path))
      return [note(path, `${String(path.at(-1))} has no equivalent and is left out`)];
    return partsOf(valueAt(source, path)).flatMap((part) => unread([...path, part]));
  };
  const note = (path: Path, message: string): Problem => problemAtKey(source, path, 'import', message);
  return {
    text,
    texts: (path) =>
      Object.fromEntries(
        partsOf(valueAt(source, path)).flatMap((part) => {
          const value = text([...path, part]);
          return value === '' ? [] : [[String(part), value]];
        }),
      ),
    length: (path) => {
      const value = valueAt(source, path);
      return Array.isArray(value) ? value.length : 0;
    },
    has: (path) => valueAt(source, path) !== undefined,
    note,
    unread: () => unread([]),
  };
}

function partsOf(value: unknown): Path {
  if (Array.isArray(value)) return [...value.keys()];
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
