import { CisloError } from '../model/error.ts';
import type { Tier } from './tier.ts';

/** A tier that was asked for. */
export interface NamedTier {
  readonly name: string;
  readonly values: Tier;
}

const tierLine = /^.*\{\{tier\}\}.*\n/gm;
const place = /\{\{([a-z_]+)(?::([^}]*))?\}\}/g;

/**
 * Makes an OpenSLO file of a template. `{{NAME:DEFAULT}}` becomes the tier's value of that name, or the default where no tier is asked
 * for; `{{tier}}` becomes the tier's name, and without a tier the line that holds it is left out.
 *
 * @throws CisloError `bad_request` when the template names a value that tiers do not have
 */
export function fillTemplate(template: string, tier: NamedTier | null): string {
  const text = tier === null ? template.replace(tierLine, '') : template.replaceAll('{{tier}}', tier.name);
  return text.replace(place, (written, name: string, usual = '') => {
    if (tier === null) return usual;
    const values: Readonly<Record<string, number>> = tier.values;
    const found = values[name];
    if (found !== undefined) return String(found);
    const allowed = Object.keys(values).join(', ');
    throw new CisloError('bad_request', `the template says ${written}; a tier has ${allowed}; write one of them`);
  });
}
