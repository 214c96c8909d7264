import type { Problem } from '../model/error.ts';
import { parseDuration } from '../slo/duration.ts';
import type { TextFile } from '../slo/read-objectives.ts';
import type { Config } from './config.ts';
import { configSchema } from './config-schema.ts';
import { readShape } from './read-shape.ts';
import type { RulesData } from './rules-schema.ts';

/** The part of the configuration that comes from YAML. */
export interface FileConfig extends Pick<Config, 'labels' | 'retention' | 'settle'> {
  readonly rules: RulesData;
}

/** Reads the configuration file; null stands for none. With problems the defaults are given, so that checking can go on. */
export function readConfigFile(file: TextFile | null): {
  readonly config: FileConfig;
  readonly problems: readonly Problem[];
} {
  const { value, problems } = readShape(file ?? { file: '', text: '' }, configSchema);
  const { labels, retention, settle, ...rules } = value ?? configSchema.parse({});
  return {
    config: {
      labels,
      retention,
      settle: { graceMs: durationMs(settle.grace), everyMs: durationMs(settle.every) },
      rules,
    },
    problems,
  };
}

/** The schema lets only lengths of time through. */
function durationMs(text: string): number {
  return parseDuration(text)?.ms as number;
}
