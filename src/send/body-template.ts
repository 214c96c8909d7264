/** Which of the many copies of one month a body belongs to. */
export interface Copy {
  /** 0 to 999: each set of repositories is another one. */
  readonly set: number;
  /** 0 to 899: the same repositories again, with other pull requests, a little earlier. */
  readonly era: number;
  /** Eight hexadecimal digits; other for each copy, so that no commit is another one's. */
  readonly mark: string;
}

interface Place {
  readonly at: number;
  readonly kind: 'sha' | 'id' | 'repository' | 'set' | 'number';
  /** What stands there: a number's digits. */
  readonly text: string;
}

/** One delivery of a month with the places of everything that names or dates what it is about. */
export interface BodyTemplate {
  readonly event: string;
  readonly bytes: Buffer;
  readonly places: readonly Place[];
  readonly times: readonly { readonly at: number; readonly ms: number }[];
}

const eraMs = 7 * 60_000;
const setStride = 100_000;
const firstNumber = 100_000;
const eraStride = 1_000;

/** Prepares a delivery's payload: as large as `wanted` bytes, its names and numbers of a fixed width. */
export function makeTemplate(event: string, payload: object, wanted: number): BodyTemplate {
  const { repository } = payload as { readonly repository: { readonly id: number; readonly full_name: string } };
  const bare = JSON.stringify(payload);
  const padded = { ...payload, repository: { ...repository, custom_properties: pad(wanted - bare.length) } };
  const text = JSON.stringify(padded)
    .replaceAll(repository.full_name, `${repository.full_name}-000`)
    .replace(
      /("number":|\/pulls?\/|\/issues\/)(\d{1,5})\b/g,
      (_, before, digits) => before + (firstNumber + Number(digits)),
    );
  const bytes = Buffer.from(text);
  // One character a byte, so that an index into it is a place in the bytes.
  const latin1 = bytes.toString('latin1');
  const find = (pattern: RegExp, kind: Place['kind']): readonly Place[] =>
    [...latin1.matchAll(pattern)].map((match) => ({ at: match.index, kind, text: match[0] }));
  const name = Buffer.from(repository.full_name).toString('latin1');
  return {
    event,
    bytes,
    places: [
      ...find(/(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])/g, 'sha'),
      ...find(/(?<![0-9a-f])\d{11}(?![0-9a-f])/g, 'id'),
      ...find(new RegExp(`(?<=:)${repository.id}(?=[,}])`, 'g'), 'repository'),
      ...find(new RegExp(`(?<=${escapePattern(name)}-)000`, 'g'), 'set'),
      ...find(/(?<="number":|\/pulls?\/|\/issues\/)\d{6}\b/g, 'number'),
    ],
    times: [...latin1.matchAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g)].map(({ index, 0: time }) => ({
      at: index,
      ms: Date.parse(time),
    })),
  };
}

/** A body of its own for one copy of the month. Relations hold: what named the same commit or job still does. */
export function stampBody({ bytes, places, times }: BodyTemplate, { set, era, mark }: Copy): Buffer {
  const body = Buffer.from(bytes);
  for (const { at, kind, text } of places) {
    if (kind === 'sha') body.write(mark, at, 'latin1');
    else if (kind === 'id') body.write(idMark(mark), at, 'latin1');
    else if (kind === 'set') body.write(String(set).padStart(3, '0'), at, 'latin1');
    else if (kind === 'repository') body.write(String(Number(text) + set * setStride), at, 'latin1');
    else body.write(String(Number(text) + era * eraStride), at, 'latin1');
  }
  if (era > 0)
    for (const { at, ms } of times)
      body.write(`${new Date(ms - era * eraMs).toISOString().slice(0, 19)}Z`, at, 'latin1');
  return body;
}

/** Four digits, never with a zero in front: an id keeps its length. */
function idMark(mark: string): string {
  return String(1_000 + (Number.parseInt(mark, 16) % 9_000));
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

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
