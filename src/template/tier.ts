import { z } from 'zod';
import { readYaml } from '../yaml/read-yaml.ts';
import type { TextFile } from '../yaml/text-file.ts';

const value = z.number().positive();
const tierSchema = z.strictObject({
  /** Ratios in (0, 1), but for `latency_seconds`. */
  availability: value.lt(1),
  latency_seconds: value,
  error_free: value.lt(1),
  materialisation: value.lt(1),
  freshness: value.lt(1),
  completeness: value.lt(1),
  audits: value.lt(1),
});

/** What a tier asks for, by the name that templates use: ratios in (0, 1), and `latency_seconds`. */
export type Tier = Readonly<z.infer<typeof tierSchema>>;

/** Reads the file of tiers that cislo ships, by name, in its order. Throws when it is wrong, since the file is part of cislo. */
export function readTiers({ file, text }: TextFile): ReadonlyMap<string, Tier> {
  const [document] = readYaml(file, text).documents;
  return new Map(Object.entries(z.record(z.string(), tierSchema).parse(document?.value)));
}
