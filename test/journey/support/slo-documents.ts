import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the built-in SLO files, and two of them. */
export const sloFolder = fileURLToPath(new URL('../../../slos', import.meta.url));
export const builds = readFileSync(`${sloFolder}/build-completion.yaml`, 'utf8');
export const tests = readFileSync(`${sloFolder}/test-completion.yaml`, 'utf8');

/** The same SLO under another name. */
export function named(document: string, name: string): string {
  return document.replaceAll(/name: (build|test)-completion/g, `name: ${name}`);
}

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look at what an answer holds
  readonly json: any;
}

/** Asks a server; a body is sent as YAML unless the headers say otherwise. */
export async function askFor(
  method: string,
  address: string,
  body?: string,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/yaml' },
): Promise<Answer> {
  const response = await fetch(address, {
    method,
    ...(body === undefined ? {} : { body }),
    headers: body === undefined && headers['accept'] === undefined ? {} : headers,
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, text, json: isJson ? JSON.parse(text) : null };
}
