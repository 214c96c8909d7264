import { describe, expect, it } from 'vitest';
import { fillTemplate } from '../../src/template/fill-template.ts';
import { readTiers } from '../../src/template/tier.ts';

const values =
  'latency_seconds: 1, error_free: 0.9, materialisation: 0.9, freshness: 0.9, completeness: 0.9, audits: 0.9';
const read = (text: string) => readTiers({ file: 'tiers.yaml', text });

describe('a template', () => {
  it('takes its defaults and leaves the line with the tier out where no tier is asked for', () => {
    expect(fillTemplate('a\nt: {{tier}}\nx: {{availability:0.99}}\n', null)).toBe('a\nx: 0.99\n');
  });

  it('takes the values and the name of the tier', () => {
    const tier = read(`gold: { availability: 0.9995, ${values} }`).get('gold');

    expect(tier).toBeDefined();
    if (tier !== undefined)
      expect(fillTemplate('t: {{tier}}\nx: {{availability:0.99}}\n', { name: 'gold', values: tier })).toBe(
        't: gold\nx: 0.9995\n',
      );
  });

  it('is refused where it names a value that tiers do not have', () => {
    const tier = read(`gold: { availability: 0.9, ${values} }`).get('gold');

    expect(() => tier && fillTemplate('{{speed:1}}', { name: 'gold', values: tier })).toThrow(
      'the template says {{speed:1}}; a tier has availability, latency_seconds, error_free,',
    );
  });
});

describe('a file of tiers', () => {
  it.each(['', 'gold: { availability: 0.9 }', `gold: { availability: 1, ${values} }`])('is refused as %j', (text) => {
    expect(() => read(text)).toThrow();
  });
});
