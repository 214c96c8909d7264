import { nearest } from '../../yaml/nearest.ts';
import { showValue } from '../../yaml/show-value.ts';
import type { FoundObject } from '../read/read-object.ts';
import { partName, refuse, warn } from '../read/spot.ts';
import type { ObjectIndex } from './object-index.ts';

/**
 * Looks up every name that an object refers to. One that no file defines is a problem where the files are `complete`, and where they
 * define other objects of its kind; else it may be defined in a file that was not given, and is a warning.
 */
export function checkReferences({ findings }: FoundObject, index: ObjectIndex, complete: boolean): void {
  for (const { kind, name, spot } of findings.references) {
    const names = index.names(kind);
    if (names.includes(name)) continue;
    const guess = nearest(name, names);
    const other = index.kindsNamed(name)[0];
    const advice =
      guess !== null
        ? `; did you mean ${guess}?`
        : other !== undefined
          ? `; ${name} is of kind ${other}`
          : `; define it, or correct the name`;
    const message = `${partName(spot)} names ${kind} ${showValue(name)}, which no file here defines${advice}`;
    if (complete || names.length > 0) refuse(spot, 'reference', message);
    else warn(spot, 'reference', message);
  }
}
