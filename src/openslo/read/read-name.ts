import { showValue } from '../../yaml/show-value.ts';
import { readNeededText } from './read-value.ts';
import { partName, refuse, type Spot } from './spot.ts';

const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const anyName = /^[a-z0-9]([-a-z0-9.|/\\]{0,253}[a-z0-9])?$/;

/**
 * The name of an object, or of one that is referred to. Strict: a DNS label. Otherwise also what the specification encourages to
 * accept: up to 255 characters, and dots, bars, slashes and backslashes inside. https://github.com/OpenSLO/OpenSLO#general-schema
 */
export function readName(spot: Spot): string {
  const name = readNeededText(spot);
  const { strict } = spot.findings;
  if (name.trim() === '' || (strict ? dnsLabel : anyName).test(name)) return name;
  const allowed = strict
    ? '1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends'
    : '1 to 255 lower-case letters, digits, hyphens, dots, bars, slashes and backslashes, with a letter or digit at both ends';
  refuse(spot, 'name', `${partName(spot)} must be ${allowed}, got ${showValue(name)}`);
  return name;
}
