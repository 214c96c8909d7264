/** A stream of numbers that is the same for the same seed, on every machine. Not for secrets. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** true with the given probability (0–1). */
  chance(probability: number): boolean;
  /** One of the list, which must not be empty. */
  pick<T>(list: readonly T[]): T;
  /** `digits` lower-case hex digits. */
  hex(digits: number): string;
  /** A stream of its own, known by this one's seed and a name: what is drawn from either changes nothing in the other. */
  child(name: string): Random;
}

/** Turns a text into 32 bits in which every character counts (FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/). */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * Makes a random stream from a text. A Weyl sequence whose every step is scrambled with the finaliser of MurmurHash3
 * (https://github.com/aappleby/smhasher/wiki/MurmurHash3): short, fast, good enough to make up a month.
 */
export function createRandom(seed: string): Random {
  let state = hashText(seed);

  function next(): number {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 0x1_0000_0000;
  }
  function between(low: number, high: number): number {
    return low + Math.floor(next() * (high - low + 1));
  }
  function pick<T>(list: readonly T[]): T {
    return list[Math.floor(next() * list.length)] as T;
  }
  function hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += between(0, 0xffff_ffff).toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick,
    hex,
    child: (name) => createRandom(`${seed}/${name}`),
  };
}
