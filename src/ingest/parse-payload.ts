import { isAscii, isUtf8 } from 'node:buffer';
import { nestsDeeperThan } from './nesting-depth.ts';

/** A JSON value, or a sentence that says why there is none. */
export type Json =
  | { readonly value: unknown; readonly problem: null }
  | { readonly value: null; readonly problem: string };

export type Payload =
  | { readonly value: object; readonly problem: null }
  | { readonly value: null; readonly problem: string };

/** Reads the JSON of a body; `wanted` is what the sender should send. A byte-order mark is skipped. Never throws. */
export function parseJson(body: Buffer, maxDepth: number, wanted: string): Json {
  if (body.length === 0) return problem(`the body is empty; send ${wanted}`);
  const ascii = isAscii(body);
  if (!ascii && !isUtf8(body)) return problem(`the body is not valid UTF-8; send ${wanted} in UTF-8`);
  if (nestsDeeperThan(body, maxDepth)) return problem(`the body nests deeper than ${maxDepth} levels`);
  try {
    return { value: JSON.parse(ascii ? body.toString('latin1') : decodeUtf8(body)), problem: null };
  } catch {
    // The parser's own message quotes the body, which must not leave this function.
    return problem(`the body is not JSON; send ${wanted}`);
  }
}

/** The JSON object in a verified body, or a sentence that says why there is none. Never throws. */
export function parsePayload(body: Buffer, maxDepth: number): Payload {
  const parsed = parseJson(body, maxDepth, 'a JSON object');
  if (parsed.problem !== null) return parsed;
  const { value } = parsed;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return problem(`the body is JSON but not an object (${describe(value)}); send a JSON object`);
  }
  return { value, problem: null };
}

function decodeUtf8(body: Buffer): string {
  const hasByteOrderMark = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf;
  return body.toString('utf8', hasByteOrderMark ? 3 : 0);
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}

function problem(sentence: string): { readonly value: null; readonly problem: string } {
  return { value: null, problem: sentence };
}
