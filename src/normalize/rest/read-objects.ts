import { asFields, type Fields, isFields } from '../fields.ts';

/** The objects of a JSON list; null when it is no list. */
export function readObjects(data: unknown): readonly Fields[] | null {
  return Array.isArray(data) ? data.filter(isFields) : null;
}

/** The same of a list inside an object, under a name. */
export function readObjectsAt(name: string): (data: unknown) => readonly Fields[] | null {
  return (data) => readObjects(asFields(data)[name]);
}

/** A JSON object; null when it is none. */
export function readObject(data: unknown): Fields | null {
  return isFields(data) ? data : null;
}
