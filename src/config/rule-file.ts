import type { Path, Place } from '../yaml/yaml-document.ts';
import type { WrittenRules } from './rules-schema.ts';

/** The rules of one file, with the places they stand at. */
export interface RuleFile {
  /** As the user knows it: `rules/packit.yaml`, or the path of the configuration file. */
  readonly file: string;
  readonly data: WrittenRules;
  readonly placeOf: (path: Path) => Place;
}
